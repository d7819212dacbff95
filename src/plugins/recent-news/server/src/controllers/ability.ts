import type { Core } from '@strapi/strapi';
import { forbidden } from '../forbidden';
import type { StoryRights } from '../newsroom';
import { actionUid, type Action } from '../permissions';
import { recentNewsOf } from '../services/recent-news';

/** As much of Koa's context as these controllers use. */
export interface Context {
  params: Record<string, string>;
  query: Record<string, unknown>;
  request: { body?: unknown };
  body?: unknown;
  status?: number;
  state: {
    user?: { id?: number; firstname?: string; lastname?: string; email?: string };
    userAbility?: { can(action: string): boolean };
  };
}

export const may = (ctx: Context, action: Action): boolean =>
  ctx.state.userAbility?.can(actionUid(action)) ?? false;

const SENTENCES: Record<keyof StoryRights, string> = {
  read: 'Your role may not see this story.',
  change: 'Your role may not change the list under this story.',
  publish: 'Your role may not change what readers have of this story.',
};

/**
 * The plugin's own rights say what a role may do with lists; on which stories, the newsroom's say.
 *
 * @returns all that the user may do with the story
 * @throws a 403 that says what is missing
 */
export const demand = async (
  strapi: Core.Strapi,
  ctx: Context,
  documentId: string,
  ...acts: (keyof StoryRights)[]
): Promise<StoryRights> => {
  const { newsroom } = recentNewsOf(strapi);
  const rights = await newsroom.rightsOn(ctx.state.userAbility, documentId);
  const missing = acts.find((act) => !rights[act]);
  if (missing) throw forbidden(SENTENCES[missing]);
  return rights;
};

/** Who acts, as others are told. */
export const nameOf = ({ state: { user } }: Context): string =>
  [user?.firstname, user?.lastname].filter(Boolean).join(' ') || user?.email || 'somebody';
