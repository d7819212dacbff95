import { articlePath } from '../src/addresses';
import type { Newsroom } from '../src/newsroom';
import type { Known } from './outcomes';
import { slugOf } from './paths';

/**
 * Old addresses of stories that readers had before, and have again: while such a story was gone its
 * old addresses were too, and no change names them.
 *
 * @param before what was known before the stories were read
 * @param after what is known now
 * @returns old paths and where they lead; asks nothing unless a story came back
 */
export async function addressesOfReturned(
  newsroom: Newsroom,
  before: Known,
  after: Known,
): Promise<[from: string, to: string][]> {
  const returned = new Set(
    Object.entries(after.stories)
      // A first version has no past.
      .filter(([id, { version }]) => before.stories[id] === undefined && version !== 1)
      .map(([, { slug }]) => articlePath(slug)),
  );
  if (returned.size === 0) return [];
  const taken = new Set(Object.values(after.stories).map(({ slug }) => articlePath(slug)));
  const found: [string, string][] = [];
  for await (const { from, to } of newsroom.redirects()) {
    if (returned.has(to) && slugOf(from) !== null && !taken.has(from)) found.push([from, to]);
  }
  return found;
}
