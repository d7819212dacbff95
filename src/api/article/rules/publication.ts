import { createId } from '@paralleldrive/cuid2';
import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import { refuse } from '../errors';
import { outlineOf } from '../outline/of-tree';
import { readersOf } from '../page/plans';
import type { Cause, PageRefresh } from '../page/refresh';
import * as plans from '../plans';
import type { Guards } from '../publication/guards';
import { lockFrontDoor, lockSlugs } from '../publication/locks';
import { problemsBeforeReaders } from '../publication/readiness';
import { freeSlug, slugFromTitle } from '../slug';
import { inTransaction, type Transaction } from '../sql';
import { ARTICLE_FIELDS, fieldProblems } from '../text/field-rules';
import { copiedColumns } from '../tree/columns';
import { duplicateTree } from '../tree/duplicate';
import { settleEntries } from '../tree/order';
import * as entries from '../tree/entries';
import * as tree from '../tree/plans';
import { namedToCount, refuseTooManyNamed } from './named-links';
import {
  ARTICLE,
  documentIdOf,
  fieldsOf,
  paramsOf,
  type Rule,
  type RuleContext,
  type StoredDocuments,
} from './types';

type Next = Parameters<Rule>[1];

const UPDATED: Cause = { changed: 'article.updated', gone: 'article.unpublished' };
const DELETED: Cause = { changed: 'article.updated', gone: 'article.deleted' };

/**
 * Publish, unpublish, discard, delete and duplicate act on the article with all that hangs below it.
 * The children's rows are written by set-based SQL around Strapi's own act on the article's row, so
 * that it links to rows that are there already. Runs inside `oneAct`: the article is locked.
 */
export const publication = (strapi: Core.Strapi, pages: PageRefresh, guards: Guards): Rule => {
  const publish = async (
    trx: Transaction,
    documentId: string,
    context: RuleContext,
    next: Next,
  ) => {
    const params = paramsOf(context);
    // The admin echoes the document it shows, `status: 'modified'` included; a publish needs none of it.
    delete params.status;
    delete params.data;
    const draft = await plans.readDraftTree(trx, documentId);
    if (!draft)
      throw new errors.NotFoundError(`There is no article with the documentId "${documentId}".`);
    refuse(problemsBeforeReaders(draft));
    refuse(await guards.problems(trx, documentId));
    await lockFrontDoor(trx);
    const now = new Date();
    if (!draft.firstPublishedAt) await plans.setFirstPublishedAt(trx, documentId, now);
    if (draft.publishedVersion !== null) await tree.deleteTrees(trx, [documentId], 'published');
    await tree.copyTrees(
      trx,
      [documentId],
      { side: 'published', publishedAt: now },
      copiedColumns(strapi),
    );
    const result = (await next()) as StoredDocuments;
    await entries.linkPublishedTargets(trx, [documentId]);
    await pages.articles(trx, [documentId], UPDATED);
    // The published outline is the draft's, documentIds included: no need to read it again.
    for (const entry of result.entries)
      if ('outline' in entry) entry.outline = outlineOf(draft.sections);
    return result;
  };

  const unpublish = async (trx: Transaction, documentId: string, next: Next) => {
    await lockFrontDoor(trx);
    await tree.deleteTrees(trx, [documentId], 'published');
    const result = await next();
    await entries.putToSleep(trx, documentId);
    await pages.articles(trx, [documentId], UPDATED);
    return result;
  };

  const discard = async (trx: Transaction, documentId: string, next: Next) => {
    const draft = await plans.readDraft(trx, documentId);
    // Without a published side Strapi would delete the draft and make none: nothing to go back to.
    if (!draft || draft.publishedVersion === null) {
      throw new errors.ApplicationError(
        'This article is not published, so there is no version to go back to. Delete it, or edit it.',
      );
    }
    await lockFrontDoor(trx);
    await tree.deleteTrees(trx, [documentId], 'draft');
    await tree.copyTrees(
      trx,
      [documentId],
      { side: 'draft', publishedAt: null },
      copiedColumns(strapi),
    );
    const result = await next();
    await entries.linkDraftTargets(trx, [documentId]);
    await plans.setDraftVersion(trx, documentId, draft.version + 1);
    return result;
  };

  const remove = async (trx: Transaction, documentId: string, next: Next) => {
    await lockFrontDoor(trx);
    // Asked before anything goes: afterwards nothing tells any more which pages showed it.
    const showed = await readersOf(trx, [documentId]);
    const shortened = await entries.dropEntriesTo(trx, documentId);
    // One instant for both sides: the badge compares the two rows' updated_at.
    const now = new Date();
    await settleEntries(trx, shortened, now);
    await tree.deleteTrees(trx, [documentId], 'draft');
    await tree.deleteTrees(trx, [documentId], 'published');
    const result = await next();
    await pages.articles(trx, [documentId], DELETED, { showed });
    return result;
  };

  const duplicate = async (
    trx: Transaction,
    documentId: string,
    context: RuleContext,
    next: Next,
  ) => {
    const draft = await plans.readDraftTree(trx, documentId);
    if (!draft)
      throw new errors.NotFoundError(`There is no article with the documentId "${documentId}".`);
    const params = paramsOf(context);
    const data = fieldsOf(params);
    refuse(fieldProblems(data, ARTICLE_FIELDS));
    const named = namedToCount(data);
    const title =
      typeof data.title === 'string' && data.title.trim() ? data.title : (draft.title ?? '');
    const asked =
      typeof data.slug === 'string' && data.slug && data.slug !== draft.slug ? data.slug : null;
    const base = asked ?? slugFromTitle(title, documentId);
    await lockSlugs(trx, [base]);
    const slug = freeSlug(base, await plans.takenSlugs(trx, base, null));
    await lockSlugs(trx, [slug]);
    await lockFrontDoor(trx);
    params.data = {
      ...data,
      title,
      slug,
      version: 1,
      firstPublishedAt: null,
      outline: null,
      // Strapi's own clone would take the sections away from the original.
      sections: { set: [] },
      relatedNews: { set: [] },
    };
    const result = (await next()) as StoredDocuments;
    const copy = result.entries[0];
    if (copy) {
      await refuseTooManyNamed(trx, copy.id, named);
      await duplicateTree(trx, draft, copy.id, createId, new Date());
    }
    return result;
  };

  return (context, next) => {
    const documentId = documentIdOf(context);
    if (context.uid !== ARTICLE || documentId === undefined) return next();
    return inTransaction(strapi, async (trx) => {
      switch (context.action) {
        case 'publish':
          return publish(trx, documentId, context, next);
        case 'unpublish':
          return unpublish(trx, documentId, next);
        case 'discardDraft':
          return discard(trx, documentId, next);
        case 'delete':
          return remove(trx, documentId, next);
        case 'clone':
          return duplicate(trx, documentId, context, next);
        default:
          return next();
      }
    });
  };
};
