import type { Core } from '@strapi/strapi';
import { SETTINGS } from '../permissions';
import { deskOf } from '../services/desk';
import { readRequest, settingsBody } from '../validation/requests';
import type { Context } from './context';

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const answer = async (ctx: Context): Promise<void> => {
    ctx.body = {
      data: {
        levels: await deskOf(strapi).checks.levels(),
        may: { settings: ctx.state.userAbility?.can(SETTINGS) ?? false },
      },
    };
  };
  return {
    find: answer,
    async update(ctx: Context): Promise<void> {
      await deskOf(strapi).checks.setLevels(readRequest(settingsBody, ctx.request.body));
      await answer(ctx);
    },
  };
};
