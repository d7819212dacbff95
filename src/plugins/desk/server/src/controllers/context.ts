import type { Core } from '@strapi/strapi';
import { deskOf } from '../services/desk';
import type { Rights } from '../services/rights';

/** As much of Koa's context as these controllers use. */
export interface Context {
  params: Record<string, string>;
  query: Record<string, unknown>;
  request: { body?: unknown };
  body?: unknown;
  status?: number;
  type?: string;
  set(name: string, value: string): void;
  state: {
    user?: { id: number; firstname?: string; lastname?: string; email?: string };
    userAbility?: { can(action: string, subject?: string): boolean };
  };
}

export const idOf = (ctx: Context): string => ctx.params.id!;

export const userIdOf = ({ state }: Context): number | null => state.user?.id ?? null;

/** Who acts, as others are told. */
export const nameOf = ({ state: { user } }: Context): string =>
  [user?.firstname, user?.lastname].filter(Boolean).join(' ') || user?.email || '?';

export const rightsOf = (strapi: Core.Strapi, ctx: Context): Rights =>
  deskOf(strapi).rights(ctx.state.userAbility);
