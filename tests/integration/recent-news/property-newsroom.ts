/** Acts carried out on a real newsroom, with what they should come to kept beside it. */
import type { Newsroom } from '../harness';
import { audit } from '../tree-audit';
import { consult, isKept, madeIn, storedLists, wrongWords, type StoredList } from './oracle';
import type { Act, Subject, Text } from './property-acts';
import {
  broken,
  change,
  copyOf,
  forget,
  keyOf,
  nothingDecided,
  reorder,
  type Decided,
} from './property-decided';
import { DAY, settled, START } from './stories';

const ARTICLE = 'api::article.article';
/** As many as the acts can name. */
const MOST_STORIES = 14;

/** Every sentence of a text ends in a mark that no other text has: by it a quotation is known. */
interface Marks {
  title: string;
  body: string;
  teaser: string | null;
}

interface Story {
  id: string;
  draft: Marks;
  live: Marks | null;
  decided: { draft: Decided; live: Decided | null };
}

interface ViewEntry {
  documentId: string | null;
  target: string | null;
  url: string | null;
}

export interface Counts {
  sequences: number;
  acts: Record<string, number>;
  decisions: Record<string, number>;
  refused: number;
  lists: { looked: number; inThisSpace: number; exact: number };
  entries: { machine: number; kept: number; asleep: number };
  locked: number;
  settled: number;
}

export const noCounts = (): Counts => ({
  sequences: 0,
  acts: {},
  decisions: {},
  refused: 0,
  lists: { looked: 0, inThisSpace: 0, exact: 0 },
  entries: { machine: 0, kept: 0, asleep: 0 },
  locked: 0,
  settled: 0,
});

const WORDS: Record<Subject, string[]> = {
  tram: ['tram', 'rails', 'line'],
  glacier: ['glacier', 'ice', 'alpine'],
  harvest: ['harvest', 'wheat', 'farmers'],
};
const VARIANTS: Record<Subject, string[]> = {
  tram: [
    'bridge harbour depot',
    'strike union timetable',
    'fares zones passengers',
    'tunnel drilling overrun',
    'fire carriages inspection',
    'timetable night service',
  ],
  glacier: [
    'meltwater retreat survey',
    'flood lake valley',
    'drilling core record',
    'accident rope guide',
    'radar thickness monitoring',
    'tunnel lake drainage',
  ],
  harvest: [
    'drought yield insurance',
    'combine fuel subsidy',
    'storage silo prices',
    'rain delay mildew',
    'export quota harbour',
    'seed variety trial',
  ],
};

const articleOf = ({ subject, variant }: Text, { title, body, teaser }: Marks) => {
  const [a, b, c] = WORDS[subject] as [string, string, string];
  const [d, e, f] = VARIANTS[subject][variant]!.split(' ') as [string, string, string];
  return {
    title: `${a} ${d} ${e} ${title}`,
    lead: `Officials said the ${a} ${d} would change the ${e} after ${variant + 2} months of talks about the ${f} and the ${b}, says ${body}.`,
    teaser: teaser && `In an editor's words the ${a} and its ${d}, says ${teaser}.`,
    outline: [
      {
        heading: `The ${c} in brief`,
        lead: null,
        bullets: [
          {
            text: `The ${e} and the ${d} of the ${c} were named by ${7 * variant + 11} people at the hearing, notes ${body}.`,
          },
          {
            text: `A report on the ${a} ${f} put the cost at ${9 * variant + 40} million for the ${b}, adds ${body}.`,
          },
        ],
      },
    ],
  };
};

/** Letters only: a number would count as one that the story states. A capital: no documentId has any. */
const markOf = (n: number): string =>
  `Zq${[676, 26, 1].map((unit) => String.fromCharCode(97 + (Math.floor(n / unit) % 26))).join('')}x`;
const MARK = /Zq[a-z]{3}x/g;
const marksIn = (value: unknown): string[] =>
  (typeof value === 'string' ? value : JSON.stringify(value ?? null)).match(MARK) ?? [];
const marksOf = (marks: Marks | null): string[] =>
  marks ? [marks.title, marks.body, marks.teaser].filter((mark) => mark !== null) : [];

/** What people are told that decided on something that is not, or no longer, so. */
const REFUSALS = /does not stand in this list|is not live|needs a headline|under itself/;

export class Play {
  private readonly stories: Story[] = [];
  /** Never to be recommended; outlives what happens to the story. */
  private readonly never = new Set<string>();
  private mark = 0;
  private words = 0;

  constructor(
    private readonly newsroom: Newsroom,
    private readonly counts: Counts,
  ) {}

  private get documents() {
    return this.newsroom.strapi.documents(ARTICLE);
  }

  private get queue() {
    return this.newsroom.strapi.plugin('jobs').service('queue');
  }

  private at(place: number): Story | undefined {
    return this.stories.length ? this.stories[place % this.stories.length] : undefined;
  }

  private nextMark = (): string => markOf(this.mark++);

  async do(act: Act): Promise<void> {
    this.counts.acts[act.kind] = (this.counts.acts[act.kind] ?? 0) + 1;
    if (act.kind === 'create') return this.create(act);
    if (act.kind === 'settle') return this.settle();
    if (act.kind === 'refit') {
      await this.queue.send(null, 'recent-news.refit', { force: true });
      return;
    }
    const story = this.at(act.at);
    if (!story) return;
    switch (act.kind) {
      case 'publish':
        return this.publish(story);
      case 'edit': {
        const marks = { ...story.draft };
        if (act.what === 'text') marks.body = this.nextMark();
        if (act.what === 'title') marks.title = this.nextMark();
        if (act.what === 'teaser') marks.teaser = this.nextMark();
        if (act.what === 'noTeaser') marks.teaser = null;
        const { title, lead, teaser, outline } = articleOf(act.text, marks);
        const data = {
          text: { lead, outline },
          title: { title },
          teaser: { teaser },
          noTeaser: { teaser },
        }[act.what];
        await this.documents.update({ documentId: story.id, data: data as never });
        story.draft = marks;
        return act.publish ? this.publish(story) : undefined;
      }
      case 'unpublish': {
        if (!story.live) return;
        await this.documents.unpublish({ documentId: story.id });
        const gone = marksOf(story.live);
        story.live = null;
        story.decided.live = null;
        return this.isSilentOn(gone, act);
      }
      case 'delete': {
        await this.documents.delete({ documentId: story.id });
        this.stories.splice(this.stories.indexOf(story), 1);
        for (const { decided } of this.stories)
          for (const side of [decided.draft, decided.live]) if (side) forget(side, story.id);
        return this.isSilentOn([...marksOf(story.live), ...marksOf(story.draft)], act);
      }
      case 'discard': {
        if (!story.live) return;
        await this.documents.discardDraft({ documentId: story.id });
        story.draft = { ...story.live };
        story.decided.draft = copyOf(story.decided.live!);
        return;
      }
      case 'never': {
        const answer = await this.newsroom.admin('PUT', `/recent-news/stories/${story.id}/never`, {
          never: act.never,
        });
        if (answer.status !== 200) throw new Error(`never: ${JSON.stringify(answer.body)}`);
        if (act.never) this.never.add(story.id);
        else this.never.delete(story.id);
        return;
      }
      case 'again':
        await this.queue.sendMany(null, `recent-news.${act.queue}`, [{ ids: [story.id] }]);
        return;
      case 'form':
        return this.form(story, act);
      case 'decide':
        return this.decide(story, act);
    }
  }

  private async create({ text, day, publish }: Extract<Act, { kind: 'create' }>): Promise<void> {
    if (this.stories.length >= MOST_STORIES) return;
    const draft = { title: this.nextMark(), body: this.nextMark(), teaser: null };
    const { documentId: id } = await this.documents.create({
      data: {
        ...articleOf(text, draft),
        firstPublishedAt: new Date(START + day * DAY).toISOString(),
        // An address outlives the headline that it was made of.
        slug: `story-${(this.words += 1)}`,
      } as never,
    });
    const story: Story = {
      id,
      draft,
      live: null,
      decided: { draft: nothingDecided(), live: null },
    };
    this.stories.push(story);
    if (publish) await this.publish(story);
  }

  private async publish(story: Story): Promise<void> {
    await this.documents.publish({ documentId: story.id });
    story.live = { ...story.draft };
    story.decided.live = copyOf(story.decided.draft);
  }

  private async stored(id: string, live: boolean): Promise<StoredList | undefined> {
    const lists = await storedLists(this.newsroom);
    return lists.find((list) => list.documentId === id && list.live === live);
  }

  /** An editor who knows the entry's own form only. */
  private async form(story: Story, { entry: n, remove }: Extract<Act, { kind: 'form' }>) {
    const before = (await this.stored(story.id, false))!.entries;
    const entry = before[n % Math.max(1, before.length)];
    if (!entry) return;
    const entries = this.newsroom.strapi.documents('api::related-news.related-news');
    const decided = story.decided.draft;
    const key = keyOf(entry);
    if (remove) {
      const { entries: gone } = await entries.delete({ documentId: entry.documentId });
      // A job may have been faster.
      if (gone.length === 0) return;
      if (entry.target !== null && !decided.kept.get(key)?.added) decided.hidden.add(entry.target);
      forget(decided, key);
      return;
    }
    const headline = `By form ${(this.words += 1)}`;
    if (!(await entries.update({ documentId: entry.documentId, data: { headline } }))) return;
    change(decided, key, { headline });
    reorder(decided, before.map(keyOf));
  }

  private async view(id: string, side: 'draft' | 'live'): Promise<ViewEntry[]> {
    const answer = await this.newsroom.admin('GET', `/recent-news/lists/${id}?side=${side}`);
    if (answer.status !== 200) throw new Error(`${side} list: ${JSON.stringify(answer.body)}`);
    return answer.body.data.entries;
  }

  private async decide(story: Story, act: Extract<Act, { kind: 'decide' }>): Promise<void> {
    const seen = { draft: await this.view(story.id, 'draft'), live: null as ViewEntry[] | null };
    if (act.live && story.live) seen.live = await this.view(story.id, 'live');
    const entry = seen.draft[act.entry % Math.max(1, seen.draft.length)];
    const other = this.at(act.other)!;
    const { hidden } = story.decided.draft;
    const shown = [...hidden][act.other % Math.max(1, hidden.size)];
    const which =
      entry &&
      (entry.target === null || (act.byId && entry.documentId)
        ? { entry: entry.documentId }
        : { target: entry.target });
    const n = (this.words += 1);
    // Beyond the third place an editor names none.
    const place = act.place > 3 ? undefined : act.place;
    const headline = `Editor's headline ${n}`;
    const teaser = `Editor's teaser ${n}.`;
    const url = `https://elsewhere.example/${n}`;
    const wish: Record<typeof act.decision, object> = {
      pin: { kind: 'pin', which },
      unpin: { kind: 'unpin', which },
      hide: { kind: 'hide', which },
      unhide: { kind: 'unhide', target: shown },
      move: { kind: 'move', which, place: act.place },
      headline: { kind: 'edit', which, headline },
      teaser: { kind: 'edit', which, teaser },
      words: { kind: 'edit', which, headline, teaser },
      noHeadline: { kind: 'edit', which, headline: null },
      noTeaser: { kind: 'edit', which, teaser: null },
      release: { kind: 'release', which },
      add: { kind: 'add', target: other.id, place },
      link: { kind: 'link', url, headline, teaser, place },
      lock: { kind: 'lock' },
      unlock: { kind: 'unlock' },
    };
    const needsEntry = !['unhide', 'add', 'link', 'lock', 'unlock'].includes(act.decision);
    if ((needsEntry && !which) || (act.decision === 'unhide' && !shown)) return;
    const answer = await this.newsroom.admin('POST', `/recent-news/lists/${story.id}/decisions`, {
      decisions: [wish[act.decision]],
      live: act.live,
    });
    const said = JSON.stringify(answer.body).slice(0, 500);
    if (answer.status === 400 && REFUSALS.test(said)) {
      this.counts.refused += 1;
      return;
    }
    if (answer.status !== 200)
      throw new Error(`${JSON.stringify(wish[act.decision])} answered ${answer.status} ${said}`);
    this.counts.decisions[act.decision] = (this.counts.decisions[act.decision] ?? 0) + 1;

    for (const side of ['draft', 'live'] as const) {
      const before = seen[side];
      const decided = story.decided[side];
      if (!before || !decided) continue;
      const keys = before.map(keyOf);
      const key = entry ? keyOf(entry) : '';
      const without = (gone: string): string[] => keys.filter((each) => each !== gone);
      const inserted = (list: string[], what: string, index: number | undefined): string[] => {
        const i = Math.min(
          index ?? list.findLastIndex((each) => decided.kept.has(each)) + 1,
          list.length,
        );
        return [...list.slice(0, i), what, ...list.slice(i)];
      };
      let after = keys;
      switch (act.decision) {
        case 'pin':
          change(decided, key, { pinned: true });
          break;
        case 'unpin':
          change(decided, key, { pinned: false });
          break;
        case 'hide':
          if (entry!.target !== null) decided.hidden.add(entry!.target);
          forget(decided, key);
          after = without(key);
          break;
        case 'unhide':
          decided.hidden.delete(shown!);
          break;
        case 'move':
          change(decided, key, { pinned: true });
          after = inserted(without(key), key, act.place - 1);
          break;
        case 'headline':
          change(decided, key, { headline });
          break;
        case 'teaser':
          change(decided, key, { teaser });
          break;
        case 'words':
          change(decided, key, { headline, teaser });
          break;
        case 'noHeadline':
          change(decided, key, { headline: null });
          break;
        case 'noTeaser':
          change(decided, key, { teaser: null });
          break;
        case 'release':
          forgetKept(decided, key);
          if (entry!.target === null) after = without(key);
          break;
        case 'add': {
          const there = keys.indexOf(other.id);
          const index = place === undefined ? (there < 0 ? undefined : there) : place - 1;
          after = inserted(without(other.id), other.id, index);
          change(decided, other.id, { added: true, pinned: true });
          decided.hidden.delete(other.id);
          break;
        }
        case 'link':
          after = inserted(keys, `link ${url}`, place === undefined ? undefined : place - 1);
          change(decided, `link ${url}`, { added: true, pinned: true, headline, teaser });
          break;
        case 'lock':
          decided.locked = true;
          break;
        case 'unlock':
          decided.locked = false;
          decided.whole = null;
          break;
      }
      reorder(decided, after);
      if (decided.locked)
        decided.whole = (await this.stored(story.id, side === 'live'))!.entries.map(keyOf);
    }
  }

  /** At once: what was taken back is quoted by nobody. */
  private async isSilentOn(marks: string[], act: Act): Promise<void> {
    const quoted = await this.newsroom.sql<{ who: string }>(
      `SELECT 'page ' || slug AS who FROM article_pages WHERE live AND data ~ $1
       UNION ALL SELECT 'entry ' || document_id FROM related_news
        WHERE published_at IS NOT NULL AND coalesce(headline, '') || coalesce(teaser, '') ~ $1`,
      [marks.join('|')],
    );
    if (quoted.length)
      throw new Error(
        `right after ${JSON.stringify(act)} still quoted by ${quoted.map(({ who }) => who).join()}`,
      );
  }

  /** Waits for the jobs, and looks at everything. */
  async settle(): Promise<void> {
    await settled(this.newsroom);
    this.counts.settled += 1;
    const problems = [
      ...(await this.jobs()),
      ...(await this.lists()),
      ...(await this.quotations()),
    ];
    problems.push(...(await audit(this.newsroom)));
    if (problems.length) {
      const said = problems.join('\n- ');
      const concerned = (await storedLists(this.newsroom)).filter(({ documentId }) =>
        said.includes(documentId),
      );
      throw new Error(`- ${said}\n${concerned.map((list) => JSON.stringify(list)).join('\n')}`);
    }
  }

  /** The end of a play: all lists are made again, and are then exactly what they would be from nothing. */
  async end(): Promise<void> {
    await this.settle();
    const ids = this.stories.filter(({ live }) => live).map(({ id }) => id);
    for (const id of ids) await this.queue.send(null, 'recent-news.lists', { ids: [id] });
    await this.settle();
    const oracle = await consult(this.newsroom);
    const problems = (await storedLists(this.newsroom))
      .filter(({ live }) => live)
      .flatMap((list) => {
        this.counts.lists.exact += 1;
        const [is, ought] = [list.entries.map(({ target }) => target), oracle.exact(list)];
        return is.join() === ought.join()
          ? []
          : [`list of ${list.documentId}: is ${is.join()} instead of ${ought.join()}`];
      });
    if (problems.length) throw new Error(`made again:\n- ${problems.join('\n- ')}`);
  }

  private async jobs(): Promise<string[]> {
    const left = await this.newsroom.sql<{ name: string; state: string; output: unknown }>(
      `SELECT name, state, output FROM pgboss.job
        WHERE name LIKE 'recent-news.%' AND state NOT IN ('completed', 'cancelled')`,
    );
    return left.map(
      ({ name, state, output }) => `a job of ${name} is ${state}: ${JSON.stringify(output)}`,
    );
  }

  private async lists(): Promise<string[]> {
    const [lists, oracle, versions] = [
      await storedLists(this.newsroom),
      await consult(this.newsroom),
      await madeIn(this.newsroom),
    ];
    const problems: string[] = [];
    const wanted = this.stories.filter(({ live }) => live).map(({ id }) => id);
    if ([...oracle.live].sort().join() !== [...wanted].sort().join())
      problems.push(`live are ${[...oracle.live].join()} instead of ${wanted.join()}`);
    if ([...oracle.never].sort().join() !== [...this.never].sort().join())
      problems.push('others are never to be recommended than people said');
    for (const list of lists) {
      const story = this.stories.find(({ id }) => id === list.documentId);
      const decided = story?.decided[list.live ? 'live' : 'draft'];
      if (!decided) {
        problems.push(`${list.documentId} has a ${list.live ? 'live' : 'draft'} side`);
        continue;
      }
      problems.push(...broken(decided, list));
      if (!list.live) continue;
      const version = versions.get(list.documentId);
      if (version === undefined) problems.push(`the list of ${list.documentId} was never made`);
      problems.push(...oracle.faults(list, version ?? null), ...wrongWords(list, oracle));
      this.counts.lists.looked += 1;
      if (version === oracle.version) this.counts.lists.inThisSpace += 1;
      if (list.locked) this.counts.locked += 1;
      for (const entry of list.entries) {
        this.counts.entries[isKept(entry) ? 'kept' : 'machine'] += 1;
        if (entry.target !== null && !oracle.live.has(entry.target))
          this.counts.entries.asleep += 1;
      }
    }
    return problems;
  }

  /** Whether anybody quotes what is not live, or not so any more. */
  private async quotations(): Promise<string[]> {
    const live = new Set(this.stories.flatMap((story) => marksOf(story.live)));
    const problems: string[] = [];
    const look = (where: string, what: unknown): void => {
      const wrong = [...new Set(marksIn(what))].filter((mark) => !live.has(mark));
      if (wrong.length) problems.push(`${where} quotes ${wrong.join()}, which is not live`);
    };
    for (const { slug, data } of await this.newsroom.sql<{ slug: string; data: string }>(
      'SELECT slug, data FROM article_pages WHERE live',
    ))
      look(`page ${slug}`, data);
    for (const row of await this.newsroom.sql<{ document_id: string }>(
      'SELECT document_id, headline, teaser, reason FROM related_news WHERE published_at IS NOT NULL',
    ))
      look(`entry ${row.document_id}`, row);
    for (const path of [
      '/articles?populate=*&pagination[pageSize]=100',
      '/articles?populate[relatedNews][populate]=*&pagination[pageSize]=100',
      '/related-news-entries?populate=*&pagination[pageSize]=100',
    ]) {
      const answer = await this.newsroom.api('GET', path);
      if (answer.status !== 200) problems.push(`${path} answered ${answer.status}`);
      look(path, answer.body);
    }
    return problems;
  }
}

/** Everything about the entry is the machine's again, but the order of the others is not touched. */
const forgetKept = (decided: Decided, key: string): void => {
  decided.kept.delete(key);
};

/** Back to an empty newsroom without a job; accounts and tokens stay. */
export const empty = async (newsroom: Newsroom): Promise<void> => {
  await settled(newsroom);
  await newsroom.sql(
    `TRUNCATE articles, sections, bullets, related_news, article_pages, article_search, page_changes,
       sites, recent_news_stories, recent_news_never, recent_news_spaces, recent_news_vectors, recent_news_lists CASCADE`,
  );
  await newsroom.sql(`DELETE FROM pgboss.job WHERE name LIKE 'recent-news.%'`);
};
