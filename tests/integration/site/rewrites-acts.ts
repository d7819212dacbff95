/** Acts to draw a random sequence from. */
import fc from 'fast-check';
import type { Desk } from './rewrites-desk';

const COMMON = ['publish', 'retitle', 'rewrite', 'file', 'move', 'retract', 'bringBack'] as const;
const RARE = ['delete', 'reword', 'rename', 'kill'] as const;

const topic = fc.constantFrom('cities', 'climate', 'culture', 'health', 'oceans', 'space');

export interface Act {
  /** `kill` is the site's own: it is killed, and started again. */
  kind: (typeof COMMON)[number] | (typeof RARE)[number];
  /** Of the story, the newest first. */
  place: number;
  topics: string[];
  /** Whether all is built before the next. */
  waits: boolean;
}

export const act: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom(...COMMON, ...COMMON, ...RARE),
  // Half of them where the lists are.
  place: fc.oneof(fc.nat({ max: 1_900 }), fc.nat({ max: 40 })),
  topics: fc.uniqueArray(topic, { minLength: 1, maxLength: 3 }),
  waits: fc.boolean(),
});

/** @param n counts the acts: it makes words that nobody has used */
export const carryOut = async (desk: Desk, { kind, place, topics }: Act, n: number) => {
  const story = desk.story(place);
  switch (kind) {
    case 'publish':
      await desk.publish({ topics, authors: ['cleo-marsh'], related: [story.documentId] });
      break;
    case 'retitle':
      await desk.retitle(story, `Retold ${n}: ${story.title.slice(0, 60)}`);
      break;
    case 'rewrite':
      await desk.rewrite(story);
      break;
    case 'file':
      await desk.file(story, topics);
      break;
    case 'move':
      await desk.move(story, `moved-${n}-${story.slug}`);
      break;
    case 'retract':
      await desk.retract(story);
      break;
    case 'bringBack':
      for (const back of [...desk.retracted.values()].slice(0, 1)) await desk.bringBack(back);
      break;
    case 'delete':
      await desk.delete(story);
      break;
    case 'reword':
      if (story.related.length > 0) await desk.reword(story, 0, `Reworded ${n}`);
      break;
    case 'rename':
      // A topic stands in the masthead: its name would be a build of everything.
      await desk.rename('authors', 'dag-holm', `Dag Holm ${n}`);
      break;
    case 'kill':
      throw new Error('The desk cannot kill the site.');
  }
};
