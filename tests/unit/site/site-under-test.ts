import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { SiteApp } from '../../../examples/site/server/app';
import { startSite, type RunningSite } from '../../../examples/site/server/index';
import { fakeApp } from './fake-app';
import { MemoryNewsroom, SECRET, TOKEN, type Change } from './newsroom';

/** The whole build server over HTTP, against a newsroom in memory; only the looks are left out. */
export class SiteUnderTest {
  readonly newsroom = new MemoryNewsroom();
  readonly data = fs.mkdtempSync(path.join(os.tmpdir(), 'newsroom-site-'));
  readonly lines: string[] = [];
  running: RunningSite | null = null;

  /** Three stories, two beats, one author. */
  static async prepare(): Promise<SiteUnderTest> {
    const under = new SiteUnderTest();
    const { newsroom } = under;
    await newsroom.start();
    newsroom.topics.set('sea', { name: 'Sea', slug: 'sea' });
    newsroom.topics.set('cities', { name: 'Cities', slug: 'cities' });
    newsroom.authors.set('ada', { name: 'Ada Quill', slug: 'ada' });
    newsroom.seed({ slug: 'storm', topics: ['sea'], authors: ['ada'] });
    newsroom.seed({
      slug: 'tram',
      topics: ['cities'],
      firstPublishedAt: '2026-10-02T08:00:00.000Z',
    });
    newsroom.seed({
      slug: 'ferry',
      topics: ['sea'],
      relatedNews: [{ headline: 'Storm!', teaser: null, url: null, slug: 'storm' }],
    });
    return under;
  }

  async remove(): Promise<void> {
    await this.running?.close();
    await this.newsroom.stop();
    fs.rmSync(this.data, { recursive: true });
  }

  /** Starts it, and waits until it has built. */
  async start({ token = TOKEN, app = fakeApp() }: { token?: string; app?: SiteApp } = {}) {
    this.running = await startSite(
      {
        newsroomUrl: this.newsroom.address,
        token,
        secret: SECRET,
        port: 0,
        data: this.data,
        log: (line) => this.lines.push(line),
      },
      app,
    );
    await this.running.built();
  }

  async stop(): Promise<void> {
    await this.running?.close();
  }

  async get(at: string, init?: RequestInit) {
    const response = await fetch(`${this.running?.address}${at}`, { redirect: 'manual', ...init });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  /** Sends a signed call, without waiting for what it builds. */
  async send(changes: Change[], options: { id?: string; since?: string } = {}): Promise<number> {
    const init = this.newsroom.call(changes, options);
    return (await fetch(`${this.running?.address}/hooks/rebuild`, init)).status;
  }

  /** The same, and waits. */
  async call(changes: Change[], options: { id?: string; since?: string } = {}): Promise<number> {
    const status = await this.send(changes, options);
    await this.running?.built();
    return status;
  }

  inPublic(file: string): string {
    return path.join(this.data, 'public', file);
  }

  has(file: string): boolean {
    return fs.existsSync(this.inPublic(file));
  }

  read(file: string): string {
    return fs.readFileSync(this.inPublic(file), 'utf8');
  }

  state() {
    return JSON.parse(fs.readFileSync(path.join(this.data, 'state.json'), 'utf8'));
  }
}
