import { errors } from '@strapi/utils';
import { CHILD_TYPES } from './children';
import { ARTICLE, documentIdOf, paramsOf, type RuleContext, type RuleFactory } from './types';

const STATUSES: readonly unknown[] = ['draft', 'published'];

/** Sections, bullets and entries have two as well, but only their drafts are deleted on their own. */
const hasTwoSides = ({ uid, contentType }: RuleContext): boolean =>
  contentType.options?.draftAndPublish === true && !(uid in CHILD_TYPES);

const instead = (uid: string): string =>
  uid === ARTICLE ? ', or discard the changes of the draft in the admin' : '';

/**
 * What Strapi passes over in silence is told to callers of the content API: a status that there is not,
 * which it takes for "draft", and an id that is nobody's in a delete. Code may rely on the silence.
 * To delete a draft alone is an error without a place there, which would be a 500 for them.
 */
export const contentApiCalls: RuleFactory = (strapi) => async (context, next) => {
  if (!context.uid.startsWith('api::')) return next();
  if (strapi.requestContext.get()?.state?.route?.info?.type !== 'content-api') return next();
  const { status } = paramsOf(context);
  if (status !== undefined && !STATUSES.includes(status))
    throw new errors.ValidationError(
      `status: must be "draft" or "published", but is ${JSON.stringify(status)}`,
    );
  if (context.action === 'delete' && status === 'draft' && hasTwoSides(context))
    throw new errors.ValidationError(
      `status: a delete takes the draft and the published version together; leave "status" away${instead(context.uid)}`,
    );
  const result = await next();
  if (context.action === 'delete' && (result as { entries: unknown[] }).entries.length === 0) {
    const name =
      CHILD_TYPES[context.uid]?.name ?? context.contentType.info.displayName.toLowerCase();
    throw new errors.NotFoundError(
      `There is no ${name} with the documentId "${documentIdOf(context) ?? ''}".`,
    );
  }
  return result;
};
