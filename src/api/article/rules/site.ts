import { isDeepStrictEqual } from 'node:util';
import type { Core } from '@strapi/strapi';
import { readSite } from '../../site/around/plans';
import { refuse } from '../errors';
import type { OtherChange, PageRefresh } from '../page/refresh';
import { lockFrontDoor } from '../publication/locks';
import { inTransaction } from '../sql';
import { SITE_FIELDS, fieldProblems } from '../text/field-rules';
import { documentIdOf, fieldsOf, paramsOf, SITE, type Rule, type StoredDocument } from './types';

const REACH_READERS = new Set(['publish', 'unpublish', 'delete']);
const WRITES = new Set(['create', 'update']);

/** What the Site shows stands on every page, so publishing it rewrites the pages that differ. */
export const site =
  (strapi: Core.Strapi, pages: PageRefresh): Rule =>
  async (context, next) => {
    if (context.uid !== SITE) return next();
    if (WRITES.has(context.action)) return write(strapi, context, next);
    if (!REACH_READERS.has(context.action)) return next();
    return inTransaction(strapi, async (trx) => {
      await lockFrontDoor(trx);
      const before = await readSite(trx);
      const result = await next();
      const after = await readSite(trx);
      await pages.everything(trx, isDeepStrictEqual(before, after) ? [] : [changeOf(context)]);
      return result;
    });
  };

/** A new heading, say, stands in no page row, but sites show it: they are told of the Site itself. */
const changeOf = (context: Parameters<Rule>[0]): OtherChange => ({
  documentId: documentIdOf(context) ?? 'site',
  slug: '',
  paths: ['/'],
  tags: ['site'],
});

/** A save that also publishes goes through this same door: Strapi's own way around it is closed. */
const write = (strapi: Core.Strapi, ...[context, next]: Parameters<Rule>) => {
  const params = paramsOf(context);
  refuse(fieldProblems(fieldsOf(params), SITE_FIELDS));
  if (params.status !== 'published') return next();
  params.status = 'draft';
  return inTransaction(strapi, async () => {
    const written = (await next()) as StoredDocument | null;
    if (!written) return written;
    const { fields, populate, locale } = params;
    const selection = { documentId: written.documentId, fields, populate, locale } as never;
    const { entries } = await strapi.documents(SITE).publish(selection);
    return entries[0] ?? null;
  });
};
