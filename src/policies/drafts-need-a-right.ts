import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';

interface PolicyContext {
  // Strapi copies own properties only, and Koa's `ctx.query` is none.
  request: { query: Record<string, unknown> };
  state: {
    auth?: { strategy?: { name?: string } };
    route?: { handler?: unknown; info?: { apiName?: string } };
  };
}

/** Parameters of Strapi's that compare what is published with its draft. */
const ASK_OF_DRAFTS = ['publicationFilter', 'hasPublishedVersion', 'publicationState'];

/**
 * Strapi's `find` permission also opens `?status=draft`. Readers must not see drafts: whoever comes
 * without an API token (the public, logged-in readers) needs the right to write an article for it.
 * A token is given to a program on purpose, so it may, as in stock Strapi (previews need that).
 */
export default async (
  context: PolicyContext,
  config: { uid: string },
  { strapi }: { strapi: Core.Strapi },
): Promise<boolean> => {
  const { status, ...query } = context.request.query;
  // Which stories have edits that nobody has published yet is a matter of drafts too.
  const asksOfDrafts = ASK_OF_DRAFTS.some((name) => query[name] !== undefined);
  if (!asksOfDrafts && (status === undefined || status === 'published')) return true;
  if (context.state.auth?.strategy?.name === 'api-token') return true;
  try {
    await strapi.auth.verify(context.state.auth as never, { scope: [`${config.uid}.update`] });
    return true;
  } catch {
    throw new errors.PolicyError(
      'Drafts are only for those who may edit them. Leave out `status` and `publicationFilter`, or use an API token.',
      {
        policy: 'drafts-need-a-right',
      },
    );
  }
};
