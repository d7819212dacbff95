import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import { refuse, refuseAct } from '../errors';
import { LIMITS } from '../limits';
import type { Problem } from '../outline/types';
import * as plans from '../plans';
import { lockArticles, lockFrontDoor } from '../publication/locks';
import { inTransaction, type Transaction } from '../sql';
import { BULLET_FIELDS, RELATED_FIELDS, SECTION_FIELDS, fieldProblems } from '../text/field-rules';
import type { TextRule } from '../text/text-rules';
import { placeAmongSiblings, settleBulletOrder, type Table } from '../tree/order';
import { articleOfParent, findChild, type ChildRow, type ParentRow } from '../tree/children';
import { rememberDeletion, signEntry, signNewEntry } from './entry-hand';
import { partsOf, refersTo, relationChange } from './relation-input';
import {
  BULLET,
  documentIdOf,
  fieldsOf,
  paramsOf,
  RELATED,
  SECTION,
  type Rule,
  type RuleFactory,
  type StoredDocument,
} from './types';

/** How each type hangs on its parent, and what may be written on it. */
interface ChildType {
  uid: string;
  table: Table;
  name: string;
  parent: 'article' | 'section';
  most: number;
  fields: Record<string, TextRule>;
}

export const CHILD_TYPES: Record<string, ChildType> = {
  [SECTION]: {
    uid: SECTION,
    table: 'sections',
    name: 'section',
    parent: 'article',
    most: LIMITS.sections,
    fields: SECTION_FIELDS,
  },
  [BULLET]: {
    uid: BULLET,
    table: 'bullets',
    name: 'bullet',
    parent: 'section',
    most: LIMITS.bulletsPerSection,
    fields: BULLET_FIELDS,
  },
  [RELATED]: {
    uid: RELATED,
    table: 'related_news',
    name: 'Recent News entry',
    parent: 'article',
    most: LIMITS.relatedNews,
    fields: RELATED_FIELDS,
  },
};

/** What a child may not do on its own, and what to do instead. */
const refusals = (name: string): Record<string, string> => ({
  publish: `A ${name} goes live with its article. Publish the article instead.`,
  unpublish: `A ${name} is live as long as its article is. Delete it from the draft and publish the article, or unpublish the article.`,
  discardDraft: `A ${name} belongs to its article. Discard the changes of the article instead.`,
  clone: `A ${name} cannot be duplicated on its own. Duplicate the article, or create a new ${name}.`,
});

/** A draft's position counts from 1. */
const positionProblems = (data: Record<string, unknown>): Problem[] =>
  data.position == null || (Number.isInteger(data.position) && (data.position as number) >= 1)
    ? []
    : [{ place: 'position', message: 'must be a whole number, 1 for the first' }];

/** @returns the one document that a to-one relation input names; undefined when it names none */
const namedParent = (value: unknown): unknown => {
  const { set, connect } = partsOf(value);
  return [...(set ?? []), ...connect][0];
};

/**
 * A section, bullet or Recent News entry that is saved on its own changes the draft of its article
 * and nothing else: it is checked, numbered among its siblings, and its article becomes "modified".
 * Readers get it when the article is published.
 */
export const children: RuleFactory = (strapi) => (context, next) => {
  const type = CHILD_TYPES[context.uid];
  if (!type) return next();
  const refusal = refusals(type.name)[context.action];
  if (refusal) return refuseAct(refusal);
  switch (context.action) {
    case 'create':
      return inTransaction(strapi, (trx) => create(strapi, trx, type, context, next));
    case 'update':
      return inTransaction(strapi, (trx) => update(trx, type, context, next));
    case 'delete':
      return inTransaction(strapi, (trx) => remove(strapi, trx, type, context));
    default:
      return next();
  }
};

type Handler = Parameters<Rule>;

const create = async (
  strapi: Core.Strapi,
  trx: Transaction,
  type: ChildType,
  ...[context, next]: Handler
) => {
  const params = paramsOf(context);
  const data = fieldsOf(params);
  params.data = data;
  params.status = 'draft';
  delete data.targetDocumentId;
  if (type.uid === RELATED) signNewEntry(data);
  const reference = namedParent(data[type.parent]);
  const parent =
    reference === undefined ? undefined : await articleOfParent(trx, type.table, reference);
  if (!parent) {
    const problem = reference === undefined ? 'is missing' : 'does not exist';
    refuse([
      {
        place: type.parent,
        message: `${problem}; a ${type.name} is always part of an article: name its ${type.parent} by documentId`,
      },
    ]);
    return null;
  }
  await lockFor(trx, type, parent.articleDocumentId);
  // The lock came after the look: the parent may have gone or moved to another row meanwhile.
  const current = await articleOfParent(trx, type.table, parent.documentId);
  if (!current) throw new errors.NotFoundError(`The ${type.parent} was deleted a moment ago.`);
  const problems = [...fieldProblems(data, type.fields), ...positionProblems(data)];
  if (type.uid === SECTION) relationChange(data, 'bullets', [], problems);
  if (current.children >= type.most) {
    problems.push({
      place: type.parent,
      message: `has ${current.children} of at most ${type.most} already`,
    });
  }
  refuse(problems);
  data[type.parent] = current.documentId;
  const written = (await next()) as StoredDocument | null;
  if (written)
    await settle(
      trx,
      type,
      current,
      written.id,
      (data.position as number | null) ?? current.children + 1,
    );
  return (
    written && strapi.documents(type.uid as typeof SECTION).findOne(selectionOf(params, written))
  );
};

const update = async (trx: Transaction, type: ChildType, ...[context, next]: Handler) => {
  const params = paramsOf(context);
  const data = fieldsOf(params);
  params.data = data;
  params.status = 'draft';
  delete data.targetDocumentId;
  const child = await lockedChild(trx, type, documentIdOf(context));
  if (!child) return null;
  const problems = [...fieldProblems(data, type.fields), ...positionProblems(data)];
  if (type.parent in data) {
    const { set, connect, disconnect } = partsOf(data[type.parent]);
    const stays =
      [...(set ?? [child.parent]), ...connect].every((ref) => refersTo(ref, child.parent)) &&
      (set === null || set.length > 0);
    if (!stays || (disconnect.length > 0 && connect.length === 0)) {
      problems.push({
        place: type.parent,
        message: `a ${type.name} cannot be moved to another ${type.parent} on its own; send the whole \`outline\` of the article${type.parent === 'article' ? 's' : ''} instead`,
      });
    }
    delete data[type.parent];
  }
  const reordered =
    type.uid === SECTION ? relationChange(data, 'bullets', child.bullets, problems) : null;
  refuse(problems);
  if (type.uid === RELATED) await signEntry(trx, child.id, data);
  const position = data.position;
  // Null would leave a gap in the numbering; its place is kept instead.
  if (position === null) delete data.position;
  const written = (await next()) as StoredDocument | null;
  if (!written) return written;
  if (reordered) await settleBulletOrder(trx, written.id, new Date());
  await settle(trx, type, child.parent, written.id, typeof position === 'number' ? position : null);
  if (typeof position === 'number' && 'position' in written) {
    written.position = Math.min(position, child.parent.children);
  }
  return written;
};

/** Only the draft goes; what readers see goes with the article's next publish. */
const remove = async (
  strapi: Core.Strapi,
  trx: Transaction,
  type: ChildType,
  context: Handler[0],
) => {
  const documentId = documentIdOf(context);
  const child = await lockedChild(trx, type, documentId);
  if (!child) return { documentId: documentId ?? '', entries: [] };
  if (type.uid === RELATED) await rememberDeletion(trx, child.id, child.parent.articleDocumentId);
  for (const bullet of child.bullets)
    await strapi.db.query(BULLET).delete({ where: { id: bullet.id } });
  const deleted = (await strapi.db
    .query(type.uid)
    .delete({ where: { id: child.id } })) as StoredDocument;
  await settle(trx, type, child.parent, null, null);
  return { documentId: child.documentId, entries: [deleted] };
};

/** An entry's link holds the row of another article: see `lockFrontDoor`. */
const lockFor = async (
  trx: Transaction,
  type: ChildType,
  articleDocumentId: string,
): Promise<void> => {
  await lockArticles(trx, [articleDocumentId]);
  if (type.uid === RELATED) await lockFrontDoor(trx);
};

const lockedChild = async (
  trx: Transaction,
  type: ChildType,
  documentId: string | undefined,
): Promise<ChildRow | undefined> => {
  const found = documentId === undefined ? undefined : await findChild(trx, type.table, documentId);
  if (!found) return undefined;
  await lockFor(trx, type, found.parent.articleDocumentId);
  return findChild(trx, type.table, found.documentId);
};

const settle = async (
  trx: Transaction,
  type: ChildType,
  parent: ParentRow,
  childId: number | null,
  place: number | null,
): Promise<void> => {
  const now = new Date();
  await placeAmongSiblings(
    trx,
    type.table,
    parent.id,
    childId ?? 0,
    childId === null ? null : place,
    now,
  );
  await plans.touchDraft(trx, parent.articleDocumentId, now);
};

const selectionOf = (
  params: { fields?: unknown; populate?: unknown; locale?: unknown },
  written: object,
) => {
  const { fields, populate, locale } = params;
  return {
    documentId: (written as { documentId: string }).documentId,
    status: 'draft',
    fields,
    populate,
    locale,
  } as never;
};
