import { JSON_TYPE, type Kind } from './kind';

/** Cache tags and paths, each once, for a route handler that hands them to `revalidateTag` and `revalidatePath`. */
export const nextRevalidate: Kind = {
  name: 'next-revalidate',
  description: 'Signed JSON with the cache tags and paths that changed, for Next.js.',
  signed: true,
  secretAddress: false,
  request: ({ test, changes, count, since, at }) => ({
    headers: JSON_TYPE,
    body: JSON.stringify({
      type: test ? 'content.test' : 'content.changed',
      timestamp: at,
      tags: [...new Set(changes.flatMap(({ tags }) => tags))],
      paths: [...new Set(changes.flatMap(({ paths }) => paths))],
      count,
      since,
    }),
  }),
};
