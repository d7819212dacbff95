import fs from 'node:fs/promises';
import path from 'node:path';
import { articlePath } from '../src/addresses';
import { feedOf, sitemapParts, snapshotOf, type Newsroom } from '../src/newsroom';
import { shellOf } from '../src/shell';
import { allLists, listsTouched, pagesTouched } from './affected';
import type { SiteApp } from './app';
import { Failures } from './failures';
import { gatherChanges, type Gathered } from './gather';
import { learn, monthsOf, note, place, withoutDeadEnds, type Known } from './outcomes';
import { fileOf, slugOf } from './paths';
import { inPool } from './pool';
import { createProducer, type Outcome, type Producer } from './produce';
import { progressOf } from './progress';
import type { Job } from './queue';
import { giveReceipts } from './receipts';
import { addressesOfReturned } from './returned';
import { filesBelow, Stage } from './stage';
import { emptyState, stateFileOf, withCalls, writeState, type State } from './state';

/** Pages that are read and rendered at the same time. */
const POOL = 8;

export interface BuilderOptions {
  app: SiteApp;
  newsroom: Newsroom;
  newsroomUrl: string;
  /** Whether changes may be asked for and receipts given. */
  hasToken: boolean;
  /** `public`, `staging` and the state file are in it. */
  data: string;
  log(line: string): void;
}

/** What a build did, for people and for /_health. */
export interface Report {
  kind: 'full' | 'changes';
  /** ms until the pages were in place. */
  live: number;
  written: number;
  removed: number;
  unchanged: number;
  failed: number;
}

/** Builds, one after the other, and remembers what stands. */
export class Builder {
  #state: State;
  #isStanding: boolean;
  last: Report | null = null;

  readonly publicFolder: string;
  readonly #aside: string;
  readonly #stateFile: string;

  constructor(
    private readonly options: BuilderOptions,
    state: State | null,
  ) {
    const { app, newsroomUrl, data } = options;
    this.publicFolder = path.join(data, 'public');
    this.#aside = path.join(data, 'staging');
    this.#stateFile = stateFileOf(data);
    const fits = state !== null && state.app === app.id && state.newsroom === newsroomUrl;
    this.#isStanding = fits;
    this.#state = state && fits ? state : emptyState({ app: app.id, newsroom: newsroomUrl });
    // Old addresses and calls outlive a new design.
    if (state && !fits) this.#state = { ...this.#state, moved: state.moved, calls: state.calls };
  }

  /** Has there been a whole build by this app? */
  get isStanding(): boolean {
    return this.#isStanding;
  }

  get state(): Readonly<State> {
    return this.#state;
  }

  /** @throws Error: the job is to be done again; readers still have the old pages */
  async build(job: Job, attempt: number): Promise<void> {
    // What a killed process left.
    await fs.rm(this.#aside, { recursive: true, force: true });
    await fs.mkdir(this.publicFolder, { recursive: true });
    const started = performance.now();
    const { newsroom: source, hasToken } = this.options;
    const plan =
      job.full || !this.#isStanding
        ? null
        : await gatherChanges(job, this.#state, hasToken ? source : null);
    const newsroom = snapshotOf(source);
    const shell = shellOf(await newsroom.site());
    if (plan === null || shell !== this.#state.shell) {
      await this.#buildAll(job, newsroom, shell, attempt, started);
    } else {
      await this.#buildChanges(job, plan, newsroom, attempt, started);
    }
  }

  async #buildChanges(
    job: Job,
    { changes, cursor }: Gathered,
    newsroom: Newsroom,
    attempt: number,
    started: number,
  ): Promise<void> {
    const before = this.#state;
    if (changes.length === 0 && before.failed.length === 0 && job.calls.length === 0) {
      if (cursor !== before.cursor) await this.#remember({ ...before, cursor });
      return;
    }
    const after: Known = { stories: { ...before.stories }, moved: { ...before.moved } };
    const failures = new Failures(attempt, before.failed);
    const stage = new Stage(this.publicFolder, this.#aside);
    const producer = createProducer(this.options.app, newsroom, async () => monthsOf(after));

    const touched = pagesTouched(changes, before);
    const articles = [...touched].filter((one) => slugOf(one) !== null);
    const done = new Set(articles);
    const outcomes: [string, Outcome][] = [];
    // An old address may lead to a page that nobody has named yet: it is built with it.
    for (let round = articles; round.length > 0;) {
      const targets: string[] = [];
      await inPool(round, POOL, async (one) => {
        const outcome = await failures.watch(one, () => producer.page(one));
        if (!outcome) return;
        outcomes.push([one, outcome]);
        if (outcome.kind === 'moved' && !done.has(outcome.to)) targets.push(outcome.to);
      });
      round = [...new Set(targets)];
      for (const one of round) done.add(one);
    }
    const found = withoutDeadEnds(outcomes);
    learn(after, found);
    for (const [from, to] of await addressesOfReturned(newsroom, before, after)) {
      const outcome = await failures.watch(from, () => producer.moved(from, to));
      if (!outcome) continue;
      learn(after, [[from, outcome]]);
      found.push([from, outcome]);
    }
    for (const [one, outcome] of found) await place(stage, one, outcome);

    const lists = listsTouched(changes, before.stories, after.stories);
    for (const one of touched) {
      if (feedOf(one) !== null) lists.feeds.add(one);
      else if (slugOf(one) === null && fileOf(one) !== null) lists.paths.add(one);
    }
    await this.#produce(lists.paths, (one) => producer.page(one), stage, failures);
    failures.judge();
    const swapped = await stage.swap();
    this.#tell('changes', started, swapped, failures);

    // Before anybody is told that it is live: an old address leads on from here.
    this.#state = { ...this.#state, moved: after.moved };
    const receipts = this.#giveReceipts(job, after);
    await this.#produceFeeds(lists.feeds, producer, stage, failures);
    failures.judge();
    await stage.swap();
    await receipts;
    await this.#remember({
      ...before,
      ...after,
      cursor,
      failed: failures.paths,
      calls: withCalls(
        before.calls,
        job.calls.map(({ id }) => id),
      ),
    });
  }

  async #buildAll(
    job: Job,
    newsroom: Newsroom,
    shell: string,
    attempt: number,
    started: number,
  ): Promise<void> {
    const { app, hasToken, log } = this.options;
    // From before the first page is read: what changes meanwhile is caught up with afterwards.
    const now = hasToken ? await newsroom.changes('now') : null;
    const after: Known = { stories: {}, moved: {} };
    const failures = new Failures(attempt, this.#state.failed);
    const stage = new Stage(this.publicFolder, this.#aside);
    const producer = createProducer(app, newsroom, async () => monthsOf(after));
    const files = new Set<string>();
    const keep = async (one: string, outcome: Outcome | null) => {
      const file = fileOf(one);
      // A page that failed stays as it was.
      if (file !== null && outcome?.kind !== 'none') files.add(file);
      if (outcome) await place(stage, one, outcome);
    };

    await this.#copyAssets(stage, files);
    const progress = progressOf(log, (await newsroom.pages({ pageSize: 1 })).total);
    await inPool(newsroom.allPages(), POOL, async ({ documentId, slug }) => {
      const one = articlePath(slug);
      // Of before the newsroom kept this address for sites.
      if (slugOf(one) === null) {
        log(`${one} is an address of the site itself: the story there wants another slug`);
        return progress();
      }
      const outcome = await failures.watch(one, () => producer.page(one));
      const old = this.#state.stories[documentId];
      if (outcome) note(after, one, outcome);
      else if (old) after.stories[documentId] = old;
      await keep(one, outcome);
      progress();
    });
    await inPool(newsroom.redirects(), POOL, async ({ from, to }) => {
      const has = (one: string) => files.has(fileOf(one) ?? '');
      if (slugOf(from) === null || has(from) || !has(to)) return;
      const outcome = await failures.watch(from, () => producer.moved(from, to));
      if (outcome) note(after, from, outcome);
      await keep(from, outcome);
    });
    const lists = allLists(await newsroom.site(), after.stories);
    await this.#produce(lists.paths, (one) => producer.page(one), stage, failures, keep);
    await this.#produceFeeds(lists.feeds, producer, stage, failures, keep);
    failures.judge();
    for (const file of await filesBelow(this.publicFolder)) {
      if (!files.has(file)) stage.remove(file);
    }
    this.#tell('full', started, await stage.swap(), failures);
    this.#state = { ...this.#state, moved: after.moved };
    await this.#giveReceipts(job, after);
    await this.#remember({
      ...this.#state,
      ...after,
      shell,
      cursor: now?.cursor ?? null,
      failed: failures.paths,
      calls: withCalls(
        this.#state.calls,
        job.calls.map(({ id }) => id),
      ),
    });
    this.#isStanding = true;
  }

  async #produce(
    paths: Iterable<string>,
    make: (one: string) => Promise<Outcome>,
    stage: Stage,
    failures: Failures,
    keep?: (one: string, outcome: Outcome | null) => Promise<void>,
  ): Promise<void> {
    await inPool(paths, POOL, async (one) => {
      const outcome = await failures.watch(one, () => make(one));
      if (keep) await keep(one, outcome);
      else if (outcome) await place(stage, one, outcome);
    });
  }

  async #produceFeeds(
    feeds: Iterable<string>,
    producer: Producer,
    stage: Stage,
    failures: Failures,
    keep?: (one: string, outcome: Outcome | null) => Promise<void>,
  ): Promise<void> {
    const parts = new Set<string>();
    const make = async (one: string): Promise<Outcome> => {
      const outcome = await producer.feed(one);
      if (one === '/sitemap.xml' && outcome.kind === 'file') {
        for (const part of sitemapParts(outcome.text)) parts.add(part);
      }
      return outcome;
    };
    await this.#produce(feeds, make, stage, failures, keep);
    await this.#produce(parts, make, stage, failures, keep);
  }

  async #copyAssets(stage: Stage, files: Set<string>): Promise<void> {
    const { assets } = this.options.app;
    if (assets === null) return;
    for (const file of await filesBelow(assets)) {
      files.add(file);
      await stage.put(file, await fs.readFile(path.join(assets, file)));
    }
  }

  async #giveReceipts(job: Job, after: Known): Promise<void> {
    const { hasToken, newsroom, log } = this.options;
    if (hasToken) await giveReceipts(newsroom, job.calls, after.stories, log);
  }

  #tell(
    kind: Report['kind'],
    started: number,
    swapped: Omit<Report, 'kind' | 'live' | 'failed'>,
    failures: Failures,
  ): void {
    const live = Math.round(performance.now() - started);
    this.last = { kind, live, ...swapped, failed: failures.paths.length };
    const { written, removed, unchanged } = swapped;
    this.options.log(
      `${kind === 'full' ? 'everything' : 'changes'} live after ${live} ms: ${written} files written, ${removed} removed, ${unchanged} the same`,
    );
    for (const problem of failures.problems) this.options.log(problem);
  }

  async #remember(state: State): Promise<void> {
    await writeState(this.#stateFile, state);
    this.#state = state;
  }
}
