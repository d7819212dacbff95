import { actionUid, type Action } from '../permissions';

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

/** Who acts, as others are told. */
export const nameOf = ({ state: { user } }: Context): string =>
  [user?.firstname, user?.lastname].filter(Boolean).join(' ') || user?.email || 'somebody';
