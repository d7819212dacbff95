import type { Core } from '@strapi/strapi';
import { ARTICLE } from '../uids';

type Act = 'read' | 'update' | 'publish';

/** As much of the Content Manager's permission checker as is asked here. */
interface Checker {
  can: Record<Act, (entity?: unknown, field?: string) => boolean>;
}

/** What a user may do with one article as a story. */
export interface StoryRights {
  read: boolean;
  /** Change the list under it. */
  change: boolean;
  publish: boolean;
}

/** The field that holds the list: a role may be given an article's text and not this. */
const LIST_FIELD = 'relatedNews';

/**
 * By the rights that the Content Manager gives, conditions ("is creator") and single fields included.
 * @param ability of the user who asks, as Strapi puts it into the request
 */
export const rightsOn = async (
  strapi: Core.Strapi,
  ability: unknown,
  documentId: string,
): Promise<StoryRights> => {
  const { can } = strapi
    .plugin('content-manager')
    .service('permission-checker')
    .create({ userAbility: ability, model: ARTICLE }) as Checker;
  // What conditions look at. Where nothing is found they are asked in general, and the answer is a 404.
  const entity =
    (await strapi.db.query(ARTICLE).findOne({
      where: { documentId, publishedAt: null },
      populate: { createdBy: { populate: ['roles'] } },
    })) ?? undefined;
  return {
    read: can.read(entity),
    change: can.update(entity, LIST_FIELD),
    publish: can.publish(entity),
  };
};
