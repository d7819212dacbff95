import { createId } from '@paralleldrive/cuid2';
import type { Core } from '@strapi/strapi';
import { refuse, staleError } from '../errors';
import { diffOutline, diffRelated, type OutlineDiff } from '../outline/diff';
import { handOf } from '../outline/hand';
import type { Problem, RelatedEntry } from '../outline/types';
import * as plans from '../plans';
import { lockFrontDoor, lockSlugs } from '../publication/locks';
import { freeSlug, isDerived, isReserved, slugFromTitle } from '../slug';
import { inTransaction, type Transaction } from '../sql';
import { ARTICLE_FIELDS, fieldProblems } from '../text/field-rules';
import { settleOrder } from '../tree/order';
import { applyRelated, missingTargets, pinReordered } from '../tree/entries';
import { hideFromDraft } from '../tree/lists';
import * as tree from '../tree/plans';
import {
  ARTICLE,
  documentIdOf,
  fieldsOf,
  paramsOf,
  type RuleFactory,
  type StoredDocument,
} from './types';
import { takeLens } from './article-lens';
import { namedToCount, refuseTooManyNamed } from './named-links';
import { dropCounts, relationChange } from './relation-input';

const readDate = (value: unknown, problems: Problem[]): Date | null => {
  if (value === null) return null;
  const date = value instanceof Date || typeof value === 'string' ? new Date(value) : new Date(NaN);
  if (Number.isNaN(date.getTime())) {
    problems.push({
      place: 'firstPublishedAt',
      message: 'must be a date and time like 2026-11-24T09:30:00.000Z',
    });
  }
  return date;
};

/**
 * Finds or checks the slug and keeps it taken until the transaction ends.
 * @throws errors.ValidationError when another article has the slug that was asked for
 */
const settleSlug = async (
  trx: Transaction,
  data: Record<string, unknown>,
  draft: plans.DraftRow | undefined,
): Promise<void> => {
  const fallback = draft?.documentId ?? 'article';
  const title = typeof data.title === 'string' ? data.title : (draft?.title ?? '');
  const asked = typeof data.slug === 'string' && data.slug !== '' ? data.slug : null;
  const current = draft?.slug ?? null;

  const follows =
    !draft?.everPublished && (current === null || isDerived(current, draft?.title ?? '', fallback));
  if (asked === null || asked === current) {
    // Nobody asked for another slug: it follows the title as long as no reader has seen it.
    if (!follows || (current !== null && title === draft?.title)) {
      if (asked === null) delete data.slug;
      return;
    }
    const base = slugFromTitle(title, fallback);
    await lockSlugs(trx, [base]);
    data.slug = freeSlug(base, await plans.takenSlugs(trx, base, draft?.documentId ?? null));
    await lockSlugs(trx, [data.slug as string]);
    return;
  }
  if (isReserved(asked))
    refuse([
      { place: 'slug', message: `"${asked}" is an address of the site itself; choose another` },
    ]);
  await lockSlugs(trx, [asked]);
  const owner = await plans.slugOwner(trx, asked, draft?.documentId ?? null);
  if (!owner) return;
  const whose = `the article "${owner.title}" (${owner.documentId})`;
  // Whoever follows an old link looks for the old story: another one takes its place on purpose only.
  const message = owner.earlier
    ? `"${asked}" is an earlier address of ${whose} and leads readers there; choose another, or close that earlier address first`
    : `"${asked}" belongs to ${whose}; choose another`;
  refuse([{ place: 'slug', message }]);
};

/** The date a story first went live is history once it did. */
const settleFirstPublishedAt = (
  data: Record<string, unknown>,
  draft: plans.DraftRow | undefined,
  problems: Problem[],
): Date | null | undefined => {
  if (!('firstPublishedAt' in data) || data.firstPublishedAt === undefined) return undefined;
  const wanted = readDate(data.firstPublishedAt, problems);
  // Strapi's update writes null over this field whatever it is given, so it is kept out of its way.
  if (draft) delete data.firstPublishedAt;
  if (wanted?.getTime() === draft?.firstPublishedAt?.getTime()) return undefined;
  if (!draft?.everPublished) return wanted;
  problems.push({
    place: 'firstPublishedAt',
    message: `was set to ${draft.firstPublishedAt?.toISOString()} at the first publish and cannot change`,
  });
  return undefined;
};

/**
 * Create and update: checks what came in, keeps slug, dates and version right, and makes the tree
 * below the draft what `outline` and `relatedNews` ask for. A write that also publishes is a draft
 * write and then a publish through this same door, so that no rule is passed by.
 */
export const articleWrite: RuleFactory = (strapi) => async (context, next) => {
  if (context.uid !== ARTICLE || (context.action !== 'create' && context.action !== 'update'))
    return next();
  const params = paramsOf(context);
  const data = fieldsOf(params);
  params.data = data;
  const { lens, problems } = takeLens(data);
  const publishes = params.status === 'published';
  params.status = 'draft';
  // Whoever lets people write without waiting for the server names new parts itself.
  const adopt = params.adoptIds === true;
  delete params.adoptIds;

  return inTransaction(strapi, async (trx) => {
    const documentId = documentIdOf(context);
    const draft = documentId === undefined ? undefined : await plans.readDraftTree(trx, documentId);
    if (context.action === 'update' && !draft) return null;
    if (draft && lens.baseVersion !== undefined && lens.baseVersion !== draft.version) {
      throw staleError(lens.baseVersion, draft.version);
    }
    const firstPublishedAt = settleFirstPublishedAt(data, draft, problems);
    problems.push(...fieldProblems(data, ARTICLE_FIELDS));
    dropCounts(data, ['topics', 'authors']);
    const sections = relationChange(data, 'sections', draft?.sections ?? [], problems);
    const entries = relationChange(data, 'relatedNews', draft?.related ?? [], problems);
    const outline =
      lens.outline && diffOutline(draft?.sections ?? [], lens.outline, createId, adopt);
    problems.push(...(outline?.problems ?? []));
    if (outline && adopt) problems.push(...(await takenIds(trx, documentId ?? null, outline)));
    // The stock admin cannot name a base version, but its form brings back the version it showed. An
    // outline that differs only because the form is old must not undo what somebody else has written.
    if (
      draft &&
      isAdmin(strapi) &&
      lens.formVersion !== undefined &&
      lens.formVersion < draft.version &&
      !isEmpty(outline)
    ) {
      throw staleError(lens.formVersion, draft.version);
    }
    refuse(problems);
    await settleSlug(trx, data, draft);
    const related = lens.related && (await settleRelated(trx, lens.related, draft?.id));
    data.version = (draft?.version ?? 0) + 1;

    const named = namedToCount(data);
    const written = (await next()) as StoredDocument | null;
    if (!written) return written;
    await refuseTooManyNamed(trx, written.id, named);
    const now = new Date();
    if (firstPublishedAt !== undefined && draft)
      await plans.setFirstPublishedAt(trx, written.documentId, firstPublishedAt);
    if (outline)
      await tree.applyOutline(
        trx,
        { ...outline, sections: tree.below(written.id, outline.sections) },
        now,
      );
    if (related) {
      await applyRelated(
        trx,
        {
          gone: related.gone.map(({ id }) => id),
          entries: tree.below(written.id, related.entries),
        },
        now,
      );
      // Who takes out a story that the machine chose does not want it back tomorrow.
      const shown = new Set(lens.related?.map(({ target }) => target));
      const taken = related.gone.flatMap((entry) =>
        entry.target !== null && !shown.has(entry.target) && !handOf(entry).added
          ? [entry.target]
          : [],
      );
      // An import says itself what is hidden.
      if (!('recentNewsRules' in data)) await hideFromDraft(trx, written.documentId, taken);
    }
    if (sections === 'reordered' || entries === 'reordered')
      await settleOrder(trx, [written.id], now);
    if (entries === 'reordered')
      await pinReordered(
        trx,
        written.id,
        (draft?.related ?? []).map((entry) => entry.documentId),
      );

    const { fields, populate, locale } = params;
    const selection = { documentId: written.documentId, fields, populate, locale } as never;
    if (publishes) {
      const { entries: published } = await strapi.documents(ARTICLE).publish(selection);
      return published[0] ?? null;
    }
    // Read again where the answer was made before the tree below it was.
    const stale = outline || related || firstPublishedAt !== undefined || sections || entries;
    return stale
      ? strapi.documents(ARTICLE).findOne({ ...(selection as object), status: 'draft' } as never)
      : written;
  });
};

/** Parts of other articles stay theirs, whatever ids a request names. */
const takenIds = async (
  trx: Transaction,
  documentId: string | null,
  { sections, bullets }: OutlineDiff,
): Promise<Problem[]> => {
  const isNew = ({ id }: { id: number | null }): boolean => id === null;
  const ids = [...sections.filter(isNew), ...bullets.filter(isNew)].map((part) => part.documentId);
  const taken = ids.length === 0 ? [] : await tree.idsElsewhere(trx, documentId, ids);
  return taken.map((id) => ({
    place: 'outline',
    message: `names a part of another article ("${id}"); give new parts new ids`,
  }));
};

const isAdmin = (strapi: Core.Strapi): boolean =>
  strapi.requestContext.get()?.state?.route?.info?.type === 'admin';

const isEmpty = (diff: OutlineDiff | undefined): boolean =>
  !diff ||
  [diff.sections, diff.bullets, diff.goneSections, diff.goneBullets].every(
    (list) => list.length === 0,
  );

/**
 * Compares the entries that were sent with the stored ones, and keeps their targets there.
 * @throws errors.ValidationError that names each entry with a target or an id that is not there
 */
const settleRelated = async (
  trx: Transaction,
  wanted: RelatedEntry[],
  rootId: number | undefined,
) => {
  await lockFrontDoor(trx);
  // Read behind the door: the delete of a target may have shortened the list a moment ago.
  const stored =
    rootId === undefined ? [] : ((await tree.readTrees(trx, [rootId]))[0]?.related ?? []);
  const diff = diffRelated(stored, wanted, createId);
  refuse([...diff.problems, ...(await targetProblems(trx, wanted))]);
  return diff;
};

const targetProblems = async (trx: Transaction, entries: RelatedEntry[]): Promise<Problem[]> => {
  const wanted = entries.flatMap(({ target }) => target ?? []);
  const missing = new Set(await missingTargets(trx, [...new Set(wanted)]));
  return entries.flatMap(({ target }, i) =>
    target && missing.has(target)
      ? [
          {
            place: `relatedNews[${i}].target`,
            message: `there is no article with the documentId "${target}"`,
          },
        ]
      : [],
  );
};
