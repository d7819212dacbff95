import { errors } from '@strapi/utils';
import { CHILD_TYPES } from './children';
import { documentIdOf, paramsOf, type RuleFactory } from './types';

const STATUSES: readonly unknown[] = ['draft', 'published'];

/**
 * What Strapi passes over in silence is told to callers of the content API: a status that there is not,
 * which it takes for "draft", and an id that is nobody's in a delete. Code may rely on the silence.
 */
export const contentApiCalls: RuleFactory = (strapi) => async (context, next) => {
  if (!context.uid.startsWith('api::')) return next();
  if (strapi.requestContext.get()?.state?.route?.info?.type !== 'content-api') return next();
  const { status } = paramsOf(context);
  if (status !== undefined && !STATUSES.includes(status))
    throw new errors.ValidationError(
      `status: must be "draft" or "published", but is ${JSON.stringify(status)}`,
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
