import type { Core } from '@strapi/strapi';
import { authorPath, topicPath } from '../../site/feeds/addresses';
import { refuse } from '../errors';
import type { Problem } from '../outline/types';
import { authorTag, topicTag } from '../page/compose';
import * as plans from '../page/named-plans';
import type { PageRefresh } from '../page/refresh';
import { lockFrontDoor, lockSlugs } from '../publication/locks';
import { freeSlug, slugFromTitle } from '../slug';
import { inTransaction, type Transaction } from '../sql';
import { AUTHOR_FIELDS, TOPIC_FIELDS, fieldProblems } from '../text/field-rules';
import { describe, textProblem, type TextRule } from '../text/text-rules';
import { AUTHOR, documentIdOf, fieldsOf, paramsOf, TOPIC, type Rule } from './types';

/** What stands on pages under a name of its own. */
interface Kind {
  table: plans.NamedTable;
  fields: Record<string, TextRule>;
  path(slug: string): string;
  tag(slug: string): string;
}

const KINDS: Record<string, Kind> = {
  [TOPIC]: { table: 'topics', fields: TOPIC_FIELDS, path: topicPath, tag: topicTag },
  [AUTHOR]: { table: 'authors', fields: AUTHOR_FIELDS, path: authorPath, tag: authorTag },
};
/**
 * Hears in its transaction of a topic that is called otherwise, or gone.
 * @param showing live stories that are given to it
 */
export type OnTopicRenamed = (trx: Transaction, showing: readonly string[]) => Promise<unknown>;

const WRITES = new Set(['create', 'update', 'delete', 'clone']);

/** An author's links are shown to readers: nothing but addresses of pages. */
const linkProblems = (links: unknown): Problem[] => {
  if (links == null) return [];
  if (!Array.isArray(links))
    return [
      { place: 'links', message: `must be a list of { label, url }, but is ${describe(links)}` },
    ];
  return links.flatMap((link: unknown, i) => {
    const { label, url } = (link ?? {}) as Record<string, unknown>;
    return [
      textProblem(`links[${i}].label`, label, { max: 100, required: true }, true),
      textProblem(`links[${i}].url`, url, { max: 2000, required: true, format: 'url' }, true),
    ].flatMap((problem) => problem ?? []);
  });
};

/**
 * Gives a slug to who has none, and keeps it to one.
 * @throws errors.ValidationError when the slug that is asked for belongs to another
 */
const settleSlug = async (
  trx: Transaction,
  { table }: Kind,
  data: Record<string, unknown>,
  before: plans.Named | undefined,
): Promise<void> => {
  const asked = typeof data.slug === 'string' && data.slug !== '' ? data.slug : null;
  if (asked === null && before?.slug) {
    delete data.slug;
    return;
  }
  const name = typeof data.name === 'string' ? data.name : (before?.name ?? '');
  const base = asked ?? slugFromTitle(name, 'unnamed');
  await lockSlugs(trx, [`${table}/${base}`]);
  const taken = await plans.takenSlugs(trx, table, base, before?.documentId ?? null);
  if (asked !== null && taken.has(asked))
    refuse([{ place: 'slug', message: `"${asked}" is taken; choose another` }]);
  // A slug of before the newsroom kept it for sites stays: a save moves nobody's page.
  data.slug = asked !== null && asked === before?.slug ? asked : freeSlug(base, taken);
};

/**
 * Topics and authors stand on the pages of their stories and have pages of their own: whoever saves or
 * deletes one changes them all, in the same transaction.
 */
export const namedThings =
  (strapi: Core.Strapi, pages: PageRefresh, onTopicRenamed: OnTopicRenamed): Rule =>
  async (context, next) => {
    const kind = KINDS[context.uid];
    if (!kind || !WRITES.has(context.action)) return next();
    return inTransaction(strapi, async (trx) => {
      await lockFrontDoor(trx);
      const documentId = documentIdOf(context);
      const before =
        documentId === undefined ? undefined : await plans.readNamed(trx, kind.table, documentId);
      if (context.action !== 'delete') {
        const params = paramsOf(context);
        const data = fieldsOf(params);
        params.data = data;
        refuse([...fieldProblems(data, kind.fields), ...linkProblems(data.links)]);
        // A copy is another one, so it gets a slug of its own.
        const isCopy = context.action === 'clone';
        if (isCopy && data.slug === before?.slug) delete data.slug;
        if (isCopy && typeof data.name !== 'string') data.name = before?.name;
        await settleSlug(trx, kind, data, isCopy ? undefined : before);
      }
      // Asked before a delete, which takes the links with it.
      const showing =
        documentId === undefined ? [] : await plans.shownOn(trx, kind.table, documentId);
      const result = await next();
      const own = documentId === undefined ? idOf(result) : documentId;
      const after = own === undefined ? undefined : await plans.readNamed(trx, kind.table, own);
      const isOld = before !== undefined && context.action !== 'clone';
      if (context.uid === TOPIC && isOld && before.name !== after?.name)
        await onTopicRenamed(trx, showing);
      const slugs = [...new Set([before?.slug, after?.slug].flatMap((slug) => slug ?? []))];
      if (own === undefined || slugs.length === 0) return result;
      await pages.around(trx, context.action === 'clone' ? [] : showing, [
        {
          documentId: own,
          slug: (after ?? before)!.slug,
          paths: slugs.map(kind.path),
          tags: slugs.map(kind.tag),
        },
      ]);
      return result;
    });
  };

const idOf = (result: unknown): string | undefined => {
  const { documentId } = (result ?? {}) as { documentId?: unknown };
  return typeof documentId === 'string' ? documentId : undefined;
};
