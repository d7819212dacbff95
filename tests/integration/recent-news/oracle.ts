/**
 * What every list ought to be, computed from nothing: all live stories are read anew and compared with
 * each other, in the space that is in place, next to what people decided. No look-up, no thresholds.
 */
import { choose, recipeFor } from '../../../src/plugins/recent-news/server/src/relatedness/choose';
import { tellTheSame } from '../../../src/plugins/recent-news/server/src/relatedness/duplicates';
import {
  placeIn,
  type Profile,
} from '../../../src/plugins/recent-news/server/src/relatedness/profile';
import { readingOf } from '../../../src/plugins/recent-news/server/src/services/archive/story-text';
import type { RecentNews } from '../../../src/plugins/recent-news/server/src/services/recent-news';
import type { Newsroom } from '../harness';
import { DAY } from './stories';

export interface StoredEntry {
  documentId: string;
  target: string | null;
  headline: string | null;
  teaser: string | null;
  url: string | null;
  origin: string;
  hand: Record<string, true>;
}

/** A list as its rows say. */
export interface StoredList {
  documentId: string;
  live: boolean;
  entries: StoredEntry[];
  hidden: string[];
  locked: boolean;
}

/** All lists, drafts' and live ones, with the words that sleeping entries would have. */
export const storedLists = (newsroom: Newsroom): Promise<StoredList[]> =>
  newsroom.sql<StoredList>(`
    SELECT a.document_id AS "documentId", a.published_at IS NOT NULL AS live,
           coalesce((a.recent_news_rules->>'locked')::boolean, false) AS locked,
           coalesce(a.recent_news_rules->'hidden', '[]')::json AS hidden,
           (SELECT coalesce(json_agg(json_build_object('documentId', e.document_id,
                'target', coalesce(e.target_document_id, t.document_id),
                'headline', coalesce(e.headline, e.asleep->>'headline'),
                'teaser', coalesce(e.teaser, e.asleep->>'teaser'),
                'url', e.url, 'origin', e.origin,
                'hand', coalesce(e.hand, '{}')) ORDER BY l.related_news_ord), '[]')
              FROM related_news_article_lnk l JOIN related_news e ON e.id = l.related_news_id
              LEFT JOIN related_news_target_lnk k ON k.related_news_id = e.id
              LEFT JOIN articles t ON t.id = k.article_id
             WHERE l.article_id = a.id) AS entries
      FROM articles a`);

export const isKept = ({ hand }: Pick<StoredEntry, 'hand'>): boolean =>
  !!(hand.added || hand.pinned || hand.headline || hand.teaser);

export const partsOf = ({ strapi }: Newsroom): RecentNews =>
  (strapi.plugin('recent-news').service('recent-news') as { parts: RecentNews }).parts;

export interface Oracle {
  /** Version of the space that it reckons in. */
  version: number;
  live: Set<string>;
  never: Set<string>;
  /** Words of live stories as lists should have them. */
  words: Map<string, { headline: string; teaser: string | null }>;
  /** The whole list, by targets (null for entries without one), if it were made now. */
  exact(list: StoredList): (string | null)[];
  /** What is wrong with a list that may be older than the newest stories: each fault a sentence. */
  faults(list: StoredList, madeIn: number | null): string[];
}

const LADDER = ['related', 'topic', 'recent'];
/** Ranks are some hundreds of half-lives; a double keeps them to about this. */
const EPSILON = 1e-9;

/** Looks at the newsroom as it is now. */
export const consult = async (newsroom: Newsroom): Promise<Oracle> => {
  const { archive, newsroom: port, db, settings: kept } = partsOf(newsroom);
  const settings = await kept.get();
  const { space, version } = await archive.currentSpace(db);
  const ids = (
    await newsroom.sql<{ id: string }>(
      'SELECT document_id AS id FROM articles WHERE published_at IS NOT NULL ORDER BY 1',
    )
  ).map(({ id }) => id);
  const never = new Set(
    (await newsroom.sql<{ id: string }>('SELECT document_id AS id FROM recent_news_never')).map(
      ({ id }) => id,
    ),
  );
  const sources = await port.liveStories(db, ids);
  const profiles = new Map<string, Profile>(
    sources.map((source) => [source.documentId, placeIn(space, readingOf(source))]),
  );
  const teasers = await archive.teasers(db, ids);
  const words = new Map(
    sources.map(({ documentId, title, teaser }) => [
      documentId,
      { headline: title, teaser: teaser ?? teasers.get(documentId) ?? null },
    ]),
  );
  const recipe = recipeFor(space, settings);

  const isShown = ({ target }: StoredEntry): boolean => target === null || profiles.has(target);
  const places = (list: StoredList): number =>
    Math.max(0, settings.count - list.entries.filter((e) => isKept(e) && isShown(e)).length);
  const keptTargets = (list: StoredList): string[] =>
    list.entries.flatMap((entry) => (isKept(entry) && entry.target ? [entry.target] : []));

  /** What the machine would put there, of those stories that `may`. */
  const chosen = (list: StoredList, may: (story: Profile) => boolean) => {
    const article = profiles.get(list.documentId)!;
    const byHand = keptTargets(list);
    const told = settings.allowUpdates ? [] : byHand.flatMap((id) => profiles.get(id) ?? []);
    const barred = new Set([...byHand, ...list.hidden, ...never]);
    const stories = [...profiles.values()].filter((story) => !barred.has(story.id) && may(story));
    return choose(article, stories, {
      ...recipe,
      count: places(list),
      diversifiers: [
        ...recipe.diversifiers,
        (_article, story) => !told.some((each) => tellTheSame(space, each, story)),
      ],
    });
  };

  /** Rung (0 is the best) and rank of a story under an article. */
  const standing = (article: Profile, story: Profile): { rung: number; rank: number } => {
    const parts = recipe.score(article, story);
    const step = recipe.ladder.find(({ eligible }) => eligible(article, story, parts))!;
    return { rung: LADDER.indexOf(step.rung), rank: step.rank(article, story, parts) };
  };

  return {
    version,
    live: new Set(profiles.keys()),
    never,
    words,

    exact(list) {
      if (list.locked) return list.entries.map(({ target }) => target);
      const fillers = chosen(list, () => true).map(({ story }) => story.id);
      const whole: (string | null)[] = [];
      list.entries.forEach((entry, place) => {
        if (!isKept(entry)) return;
        while (whole.length < place && fillers.length > 0) whole.push(fillers.shift()!);
        whole.push(entry.target);
      });
      return [...whole, ...fillers];
    },

    faults(list, madeIn) {
      const found: string[] = [];
      const say = (fault: string): void => void found.push(`list of ${list.documentId}: ${fault}`);
      const targets = list.entries.flatMap(({ target }) => target ?? []);
      if (new Set(targets).size < targets.length) say('holds a story twice');
      if (targets.includes(list.documentId)) say('holds the article itself');
      if (list.locked) return found;
      const article = profiles.get(list.documentId)!;
      const byMachine = list.entries.filter((entry) => !isKept(entry));
      const mine: Profile[] = [];
      for (const { target } of byMachine) {
        const story = target === null ? undefined : profiles.get(target);
        if (!story) say(`the machine's entry leads to ${target}, which is not live`);
        else mine.push(story);
        if (target && list.hidden.includes(target)) say(`holds ${target}, which is hidden here`);
        if (target && never.has(target)) say(`holds ${target}, which is never to be recommended`);
      }
      const inside = new Set(mine.map(({ id }) => id));
      const window = settings.refresh.window * DAY;
      const mayCome = (story: Profile): boolean =>
        inside.has(story.id) || Math.abs(story.publishedAt - article.publishedAt) <= window;
      const reachable = chosen(list, mayCome);
      if (mine.length > places(list)) say(`has ${mine.length} of the machine's entries`);
      if (mine.length < reachable.length)
        say(`has ${mine.length} of the machine's entries where ${reachable.length} can be`);
      // Ranks of two spaces cannot be compared, nor can the words that make two stories the same.
      if (madeIn !== version || mine.length === 0) return found;
      const others = [article, ...keptTargets(list).flatMap((id) => profiles.get(id) ?? [])];
      if (!settings.allowUpdates)
        mine.forEach((story, i) => {
          const twin = [...others, ...mine.slice(0, i)].find((e) => tellTheSame(space, e, story));
          if (twin) say(`${story.id} tells the same as ${twin.id}`);
        });
      const last = mine
        .map((story) => standing(article, story))
        .sort((a, b) => b.rung - a.rung || a.rank - b.rank)[0]!;
      for (const { story } of reachable.filter((each) => !inside.has(each.story.id))) {
        const { rung, rank } = standing(article, story);
        const gain = rung < last.rung ? Infinity : rung > last.rung ? -Infinity : rank - last.rank;
        if (gain > settings.refresh.margin + EPSILON)
          say(`${story.id} is better than the last entry by ${gain.toFixed(3)}, but is not in it`);
      }
      return found;
    },
  };
};

/** In which space each list was last made. */
export const madeIn = async (newsroom: Newsroom): Promise<Map<string, number>> =>
  new Map(
    (
      await newsroom.sql<{ id: string; space: number }>(
        'SELECT document_id AS id, space FROM recent_news_lists',
      )
    ).map(({ id, space }) => [id, space]),
  );

/** Entries whose words are not what their stories, or people, say. */
export const wrongWords = (list: StoredList, { words }: Oracle): string[] =>
  list.entries.flatMap((entry) => {
    const said = entry.target === null ? undefined : words.get(entry.target);
    if (!said) return [];
    return (['headline', 'teaser'] as const)
      .filter((part) => !entry.hand[part] && entry[part] !== said[part])
      .map(
        (part) =>
          `list of ${list.documentId}: the ${part} of ${entry.target} is ${JSON.stringify(entry[part])} instead of ${JSON.stringify(said[part])}`,
      );
  });
