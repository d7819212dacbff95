import { JSON_TYPE, type Kind } from './kind';

/** Signed JSON in the form of Standard Webhooks 1.0: type, timestamp, data. */
export const standard: Kind = {
  name: 'standard',
  description: 'Signed JSON that lists what changed, as Standard Webhooks describes it.',
  signed: true,
  secretAddress: false,
  request: ({ test, changes, count, since, at }) => ({
    headers: JSON_TYPE,
    body: JSON.stringify({
      type: test ? 'content.test' : 'content.changed',
      timestamp: at,
      data: { count, changes, since },
    }),
  }),
};
