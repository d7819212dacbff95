import type { Change } from '../change';
import { JSON_TYPE, type Kind, type KindContext } from './kind';

/** What Strapi's own webhooks call it, by the last part of a change's kind; all else is an update. */
const EVENTS: Record<string, string> = {
  published: 'entry.publish',
  unpublished: 'entry.unpublish',
  deleted: 'entry.delete',
};

/**
 * The body and the header `X-Strapi-Event` of Strapi's own webhooks
 * (https://docs.strapi.io/cms/backend-customization/webhooks), for receivers that know these. One
 * call still stands for all that changed: `event` and `entry` tell of the newest change that it lists,
 * `changes` lists them.
 */
export const strapiWebhook: Kind = {
  name: 'strapi',
  description: "The body of Strapi's own webhooks, signed, once per act and not per document.",
  signed: true,
  secretAddress: false,
  request: ({ test, changes, count, since, at }, context) => {
    const newest = changes.at(-1);
    const event = test ? 'trigger-test' : newest ? eventOf(newest) : 'entry.update';
    return {
      headers: { ...JSON_TYPE, 'X-Strapi-Event': event },
      body: JSON.stringify({
        event,
        createdAt: at,
        ...(newest && entryOf(newest, context)),
        ...(!test && { count, changes, since }),
      }),
    };
  },
};

const eventOf = ({ kind }: Change): string => EVENTS[kind.split('.').at(-1)!] ?? 'entry.update';

const entryOf = ({ kind, documentId, slug }: Change, { models }: KindContext) => {
  const name = kind.split('.')[0]!;
  const { model, uid } = models[name] ?? { model: name, uid: `api::${name}.${name}` };
  return { model, uid, entry: { documentId, slug } };
};
