import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import type {
  CallDetail,
  CallPage,
  CallView,
  DocumentState,
  Overview,
  ReplayAnswer,
  SecretShown,
  TargetForm,
  TargetSaved,
} from '../contracts';
import type { Log } from '../services/log';
import type { Replays } from '../services/replays';
import type { Targets } from '../services/targets';
import { readInput } from '../validation/read';
import { replaySchema } from '../validation/requests';

/** The routes of the admin page; `contracts.ts` says what each takes and answers. */
export const createAdmin = ({ strapi }: { strapi: Core.Strapi }) => {
  const log = () => strapi.plugin('rebuilds').service('log') as Log;
  const targets = () => strapi.plugin('rebuilds').service('targets') as Targets;
  const replays = () => strapi.plugin('rebuilds').service('replays') as Replays;
  const answer = <Data>(ctx: Context, data: Data): void => {
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { data };
  };
  const id = (ctx: Context): string => String(ctx.params.id);
  const input = (ctx: Context): unknown => (ctx.request as unknown as { body: unknown }).body;

  return {
    async overview(ctx: Context) {
      answer<Overview>(ctx, await log().overview());
    },
    async form(ctx: Context) {
      answer<TargetForm>(ctx, await log().form(id(ctx)));
    },
    async create(ctx: Context) {
      const { id: made, secret } = await targets().create(input(ctx));
      ctx.status = 201;
      const view = await log().target(made);
      answer<TargetSaved>(ctx, { ...view, secret, previousEndsAt: null });
    },
    async update(ctx: Context) {
      const { secret } = await targets().update(id(ctx), input(ctx));
      const view = await log().target(id(ctx));
      answer<TargetSaved>(ctx, { ...view, secret, previousEndsAt: null });
    },
    async remove(ctx: Context) {
      await targets().remove(id(ctx));
      ctx.status = 204;
    },
    async rotate(ctx: Context) {
      answer<SecretShown>(ctx, await targets().rotate(id(ctx), input(ctx)));
    },
    async test(ctx: Context) {
      answer<CallDetail>(ctx, await log().call(await targets().test(id(ctx))));
    },
    async replaySince(ctx: Context) {
      const { since } = readInput(replaySchema, input(ctx));
      answer<ReplayAnswer>(ctx, { changes: await replays().replaySince(id(ctx), since) });
    },
    async calls(ctx: Context) {
      answer<CallPage>(ctx, await log().calls(ctx.request.query));
    },
    async call(ctx: Context) {
      answer<CallDetail>(ctx, await log().call(id(ctx)));
    },
    async replayCall(ctx: Context) {
      const {
        body: _body,
        attempts: _attempts,
        ...view
      } = await log().call(await replays().replayCall(id(ctx)));
      answer<CallView>(ctx, view);
    },
    async document(ctx: Context) {
      answer<DocumentState>(ctx, await log().document(String(ctx.params.documentId)));
    },
  };
};
