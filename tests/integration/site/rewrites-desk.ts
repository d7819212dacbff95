/** Acts on a newsroom, and on the archive in memory that says what they must lead to. */
import { readArticleJson } from '../../../src/api/article/transfer/article-json';
import { createImporter } from '../../../src/api/article/transfer/import';
import type { Newsroom } from '../harness';
import { newestFirst, type Archive, type Story } from './rewrites-archive';

const ARTICLE = 'api::article.article';
const HOUR = 3_600_000;
const A_BATCH = 250;

const TOPICS = ['Cities', 'Climate', 'Culture', 'Health', 'Oceans', 'Science', 'Space'];
const AUTHORS = ['Ada Quill', 'Bo Lind', 'Cleo Marsh', 'Dag Holm', 'Eve Tarn', 'Flo Reyes'];

const slugOf = (name: string) => name.toLowerCase().replaceAll(' ', '-');

const outlineOf = (n: number, revision: number) =>
  ['What happened', 'What comes next'].map((heading, s) => ({
    heading,
    lead: `Part ${s} of report ${n} says so.`,
    bullets: [1, 2].map((b) => ({
      text: `Point ${b} of part ${s} in report ${n}, telling ${revision}`,
    })),
  }));

/** `n` stands in slug and title such that a search through files finds this story alone. */
export const titleOf = (n: number, word = 'first'): string => `Report q${n}q, the ${word} telling`;
const slugFor = (n: number) => `report-q${n}q`;

export class Desk {
  readonly archive: Archive = {
    stories: new Map(),
    topics: new Map(TOPICS.map((name) => [slugOf(name), name])),
    authors: new Map(AUTHORS.map((name) => [slugOf(name), name])),
    moved: new Map(),
  };
  /** What was taken back, and may come again. */
  readonly retracted = new Map<string, Story>();
  #next = 0;

  constructor(private readonly newsroom: Newsroom) {}

  /**
   * Publishes so many stories in bulk, the newest an hour old, the others two hours apart. Every story
   * shows three older ones.
   */
  async fill(count: number): Promise<void> {
    const { strapi } = this.newsroom;
    const importer = createImporter(strapi, { publish: true, overwrite: false });
    const newest = Date.now() - HOUR;
    const dateOf = (n: number) => new Date(newest - (count - 1 - n) * 2 * HOUR).toISOString();
    const namesOf = (n: number) => ({
      topics: [TOPICS[n % 7]!, ...(n % 3 === 0 ? [TOPICS[(n + 2) % 7]!] : [])],
      authors: [AUTHORS[n % 6]!],
    });
    const shownBy = (n: number) => [1, 2, 9].map((back) => n - back).filter((other) => other >= 0);
    for (let from = 0; from < count; from += A_BATCH) {
      const batch = Array.from({ length: Math.min(A_BATCH, count - from) }, (_, i) => {
        const n = from + i;
        const { topics, authors } = namesOf(n);
        const { article, problems } = readArticleJson({
          slug: slugFor(n),
          title: titleOf(n),
          lead: `What is in report ${n}.`,
          teaser: `In short: report ${n}.`,
          status: 'published',
          firstPublishedAt: dateOf(n),
          topics: topics.map((name) => ({ slug: slugOf(name), name })),
          authors: authors.map((name) => ({ slug: slugOf(name), name })),
          outline: outlineOf(n, 1),
          relatedNews: shownBy(n).map((other) => ({ target: slugFor(other) })),
        });
        if (!article) throw new Error(JSON.stringify(problems));
        return article;
      });
      const { outcomes } = await importer.batch(batch);
      const failed = outcomes.find((outcome) => outcome !== 'created');
      if (failed) throw new Error(String(failed));
    }
    const rows = await this.newsroom.sql<{ slug: string; id: string }>(
      'SELECT slug, document_id AS id FROM articles WHERE published_at IS NOT NULL',
    );
    const ids = new Map(rows.map(({ slug, id }) => [slug, id]));
    for (let n = 0; n < count; n += 1) {
      const { topics, authors } = namesOf(n);
      const documentId = ids.get(slugFor(n))!;
      this.archive.stories.set(documentId, {
        documentId,
        slug: slugFor(n),
        title: titleOf(n),
        revision: 1,
        topics: topics.map(slugOf),
        authors: authors.map(slugOf),
        firstPublishedAt: dateOf(n),
        related: shownBy(n).map((other) => ({ target: ids.get(slugFor(other))!, headline: null })),
      });
    }
    this.#next = count;
  }

  /** @param place 0 is the newest */
  story(place: number): Story {
    return newestFirst(this.archive)[place]!;
  }

  /** A new story, live at once. */
  async publish(part: { topics: string[]; authors: string[]; related: string[] }): Promise<Story> {
    const n = this.#next;
    this.#next += 1;
    const data = {
      title: titleOf(n),
      slug: slugFor(n),
      lead: `What is in report ${n}.`,
      teaser: `In short: report ${n}.`,
      outline: outlineOf(n, 1),
      topics: await this.#idsOf('topics', part.topics),
      authors: await this.#idsOf('authors', part.authors),
      relatedNews: part.related.map((target) => ({ target })),
    };
    const { documentId } = await this.#done('POST', '/articles', data);
    const [row] = await this.newsroom.sql<{ at: Date }>(
      `SELECT first_published_at AS at FROM articles WHERE document_id = $1 AND published_at IS NOT NULL`,
      [documentId],
    );
    const story: Story = {
      documentId,
      slug: slugFor(n),
      title: titleOf(n),
      revision: 1,
      topics: part.topics,
      authors: part.authors,
      firstPublishedAt: row!.at.toISOString(),
      related: part.related.map((target) => ({ target, headline: null })),
    };
    this.archive.stories.set(documentId, story);
    return story;
  }

  async retitle(story: Story, title: string): Promise<void> {
    await this.#done('PUT', `/articles/${story.documentId}`, { title });
    story.title = title;
    story.revision += 1;
  }

  /** Other words in its bullets. */
  async rewrite(story: Story): Promise<void> {
    const outline = outlineOf(Number(/\d+/.exec(story.slug)![0]), story.revision + 1);
    await this.#done('PUT', `/articles/${story.documentId}`, { outline });
    story.revision += 1;
  }

  async file(story: Story, topics: string[]): Promise<void> {
    const ids = await this.#idsOf('topics', topics);
    await this.#done('PUT', `/articles/${story.documentId}`, { topics: ids });
    story.topics = topics;
  }

  async move(story: Story, slug: string): Promise<void> {
    await this.#done('PUT', `/articles/${story.documentId}`, { slug });
    this.archive.moved.set(story.slug, story.documentId);
    this.archive.moved.delete(slug);
    story.slug = slug;
  }

  async retract(story: Story): Promise<void> {
    await this.newsroom.strapi.documents(ARTICLE).unpublish({ documentId: story.documentId });
    this.archive.stories.delete(story.documentId);
    this.retracted.set(story.documentId, story);
  }

  async bringBack(story: Story): Promise<void> {
    await this.newsroom.strapi.documents(ARTICLE).publish({ documentId: story.documentId });
    this.retracted.delete(story.documentId);
    this.archive.stories.set(story.documentId, story);
  }

  async delete(story: Story): Promise<void> {
    const { status } = await this.newsroom.api('DELETE', `/articles/${story.documentId}`);
    if (status >= 300) throw new Error(`DELETE answered ${status}`);
    this.archive.stories.delete(story.documentId);
    this.retracted.delete(story.documentId);
  }

  /** An editor's own headline for one entry of its Recent News, at once for readers. */
  async reword(story: Story, place: number, headline: string): Promise<void> {
    const entry = story.related[place]!;
    const { status, body } = await this.newsroom.admin(
      'POST',
      `/recent-news/lists/${story.documentId}/decisions`,
      { decisions: [{ kind: 'edit', which: { target: entry.target }, headline }], live: true },
    );
    if (status >= 300)
      throw new Error(`The decision was answered ${status}: ${JSON.stringify(body)}`);
    entry.headline = headline;
  }

  async rename(kind: 'topics' | 'authors', slug: string, name: string): Promise<void> {
    const [documentId] = await this.#idsOf(kind, [slug]);
    const type = kind === 'topics' ? 'api::topic.topic' : 'api::author.author';
    await this.newsroom.strapi
      .documents(type)
      .update({ documentId: documentId!, data: { name } as never });
    this.archive[kind].set(slug, name);
  }

  async #idsOf(table: 'topics' | 'authors', slugs: string[]): Promise<string[]> {
    const rows = await this.newsroom.sql<{ slug: string; id: string }>(
      `SELECT slug, document_id AS id FROM ${table} WHERE slug = ANY($1)`,
      [slugs],
    );
    return slugs.map((slug) => rows.find((row) => row.slug === slug)!.id);
  }

  async #done(method: string, path: string, data: object): Promise<{ documentId: string }> {
    const { status, body } = await this.newsroom.api(method, path, { data });
    if (status >= 300)
      throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(body)}`);
    return body.data;
  }
}
