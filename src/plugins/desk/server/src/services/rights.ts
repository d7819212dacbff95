import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { CONTENT_TYPE } from '../config';
import type { DeskMay } from '../contracts';
import { forbidden } from '../forbidden';
import type { IdQuery } from '../newsroom';
import type { Act } from '../permissions';

type Checks = Record<Act, (entity?: unknown, field?: string) => boolean>;

/** As much of the Content Manager's permission checker as the Desk asks. */
interface Checker {
  can: Checks;
  cannot: Checks;
  sanitizedQuery: { read(query: object): Promise<{ filters?: unknown }> };
}

const SENTENCES: Record<Act, string> = {
  read: 'Your role may not see this article.',
  create: 'Your role may not write new articles.',
  update: 'Your role may not change this article.',
  delete: 'Your role may not delete this article.',
  publish: 'Your role may not publish or unpublish this article.',
};

/**
 * What one user may do, by the rights that the Content Manager gives, conditions ("is creator") and single
 * fields included.
 * @param ability of the user who asks, as Strapi puts it into the request
 * @param fields that the Desk writes
 * @param shown all that it shows
 */
export const createRights = (
  strapi: Core.Strapi,
  ability: unknown,
  { fields, shown }: { fields: readonly string[]; shown: readonly string[] },
) => {
  const checker = strapi
    .plugin('content-manager')
    .service('permission-checker')
    .create({ userAbility: ability, model: CONTENT_TYPE }) as Checker;

  /** One request asks several times; who made an article never changes, once it is there. */
  const subjects = new Map<string, unknown>();
  /** What conditions look at: who made it. Undefined asks in general. */
  const subject = async (documentId: string | null): Promise<unknown> => {
    if (documentId === null) return undefined;
    const found =
      subjects.get(documentId) ??
      (await strapi.db.query(CONTENT_TYPE).findOne({
        where: { documentId, publishedAt: null },
        populate: { createdBy: { populate: ['roles'] } },
      }));
    if (found) subjects.set(documentId, found);
    return found ?? undefined;
  };

  const refusedOf = (act: Act, entity: unknown, asked: readonly string[]): string[] =>
    asked.filter((field) => checker.cannot[act](entity, field));

  return {
    /** @param documentId null asks in general, without conditions */
    async may(documentId: string | null): Promise<DeskMay> {
      const entity = await subject(documentId);
      const write: Act = entity ? 'update' : 'create';
      return {
        update: checker.can[write](entity),
        publish: checker.can.publish(entity),
        create: checker.can.create(),
        delete: checker.can.delete(entity),
        readOnly: refusedOf(write, entity, fields),
      };
    },

    /**
     * To read is to read all that the Desk shows: a text with parts left out could not be saved again,
     * compared or copied without losing them.
     * @param changed fields that are written; a right may be given for some fields only
     * @throws a 403 that says what is missing
     */
    async demand(act: Act, documentId: string | null, changed: readonly string[] = []) {
      const entity = await subject(documentId);
      if (checker.cannot[act](entity)) throw forbidden(SENTENCES[act]);
      const refused = refusedOf(act, entity, act === 'read' ? shown : changed);
      if (refused.length === 0) return;
      const names = refused.join(', ');
      throw forbidden(
        act === 'read'
          ? `Your role may not see: ${names}. The Desk shows an article as a whole; the Content Manager shows the fields that you may see.`
          : `Your role may not change: ${names}.`,
      );
    },

    /** A query for the documentIds that the user may see; null when a role sees all. */
    async readable(): Promise<IdQuery | null> {
      const { filters } = await checker.sanitizedQuery.read({});
      if (!filters || JSON.stringify(filters) === '{}') return null;
      const query = strapi.db
        .queryBuilder(CONTENT_TYPE)
        .where({ $and: [filters, { publishedAt: null }] })
        .select('documentId')
        .getKnexQuery() as Knex.QueryBuilder;
      // As text, for a query handed through a promise would be run by it.
      const { sql, bindings } = query.toSQL();
      return { sql, bindings };
    },
  };
};

export type Rights = ReturnType<typeof createRights>;
