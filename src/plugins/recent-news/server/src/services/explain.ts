import { errors } from '@strapi/utils';
import { groundsOf, type Ground } from '../lists/grounds';
import { groundsInWords } from '../lists/reason-in-words';
import { isKept, originOf, type ListEntry, type Origin } from '../lists/types';
import type { ReadNewsroom, Side, StoryHead } from '../newsroom';
import type { Db } from '../sql';
import { asStoryWrites } from '../text/as-story-writes';
import type { Archive } from './archive';
import type { Decisions } from './decisions';

export interface ExplainedEntry extends ListEntry {
  origin: Origin;
  kept: boolean;
  /** Address of the story it leads to; null for words, links and stories that are not live. */
  slug: string | null;
  /** Whether readers see it: its story is live, or it needs none. */
  shown: boolean;
  /** Why it stands there, in parts. */
  grounds: Ground[];
  /** The same in English sentences. */
  why: string[];
}

export interface Explanation {
  documentId: string;
  title: string;
  slug: string | null;
  side: Side;
  /** Whether anything of the story is live. */
  live: boolean;
  locked: boolean;
  /** This story is itself never recommended: by whom, or null. */
  never: string | null;
  entries: ExplainedEntry[];
  /** Of a story that is gone only its documentId is known. */
  hidden: { target: string; headline: string | null }[];
  /** What would come next if an entry went. */
  next: { target: string; headline: string }[];
}

interface Parts {
  newsroom: ReadNewsroom;
  archive: Archive;
  decisions: Decisions;
  db: Db;
}

/** Says of a list what stands there and why. */
export const createExplain = ({ newsroom, archive, decisions, db }: Parts) => ({
  /**
   * @param name documentId or slug
   * @throws errors.NotFoundError when there is no such story
   */
  async find(name: string): Promise<StoryHead> {
    const bySlug = await newsroom.findBySlug(db, name);
    const [head] = await newsroom.heads(db, [bySlug ?? name]);
    if (!head) {
      throw new errors.NotFoundError(
        `There is no story with the slug or documentId "${name}"; see the address of its page.`,
      );
    }
    return head;
  },

  /**
   * @param name documentId or slug
   * @throws errors.NotFoundError when there is no such story, or nothing of it is live
   */
  async explain(name: string, side?: Side): Promise<Explanation> {
    return this.of(await this.find(name), side);
  },

  /** @throws errors.NotFoundError when nothing of it is live and that side is asked for */
  async of(head: StoryHead, side?: Side): Promise<Explanation> {
    const { documentId } = head;
    if (side === 'live' && !head.live)
      throw new errors.NotFoundError(`"${head.title}" is not live; ask for side "draft".`);
    const view = await decisions.view(documentId, side ?? 'draft');
    const named = [
      ...view.entries.flatMap(({ target, reason }) => [target, reason?.displaced ?? null]),
      ...view.rules.hidden,
    ].flatMap((id) => id ?? []);
    const heads = new Map(
      (await newsroom.heads(db, [...new Set(named)])).map((each) => [each.documentId, each]),
    );
    const titleOf = (id: string): string | null => heads.get(id)?.title ?? null;
    const source =
      view.side === 'live'
        ? (await newsroom.liveStories(db, [documentId]))[0]
        : await newsroom.draftStory(db, documentId);
    const wordOf = asStoryWrites(source);
    const [never] = await archive.nevers(db, [documentId]);
    return {
      documentId,
      title: head.title,
      slug: head.slug,
      side: view.side,
      live: head.live,
      locked: view.rules.locked,
      never: never?.by ?? null,
      entries: view.entries.map((entry): ExplainedEntry => {
        const story = entry.target === null ? undefined : heads.get(entry.target);
        const shown = entry.target === null || !!story?.live;
        const grounds = groundsOf(entry, {
          locked: view.rules.locked,
          shown,
          titleOf,
          wordOf,
        });
        return {
          ...entry,
          origin: originOf(entry),
          kept: isKept(entry),
          slug: story?.live ? story.slug : null,
          shown,
          grounds,
          why: groundsInWords(grounds),
        };
      }),
      hidden: view.rules.hidden.map((target) => ({ target, headline: titleOf(target) })),
      next: view.next,
    };
  },
});

export type Explain = ReturnType<typeof createExplain>;
