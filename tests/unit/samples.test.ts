import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const SAMPLES = join(__dirname, '../../samples');
const files = readdirSync(SAMPLES)
  .filter((name) => name.endsWith('.json'))
  .sort();

const filled = z
  .string()
  .min(1)
  .refine((text) => text === text.trim(), 'has outer white space');

const slugOnly = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
const named = z.strictObject({
  slug: slugOnly,
  name: filled.max(60),
  description: filled.max(200),
});

const sampleSchema = z.strictObject({
  slug: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  title: filled.max(110),
  lead: filled.max(400),
  byline: filled.nullable(),
  authors: z.array(named.extend({ role: filled }).or(slugOnly)).max(2),
  topics: z.array(named.or(slugOnly)).min(1).max(3),
  firstPublishedAt: z.iso.datetime(),
  sourceTitle: filled.nullable(),
  sourceUrl: z.url().nullable(),
  outline: z.array(
    z.strictObject({
      heading: filled.max(60),
      lead: filled.nullable(),
      bullets: z.array(z.strictObject({ text: filled.max(200) })),
    }),
  ),
  relatedNews: z.array(
    z.strictObject({
      headline: filled.max(200),
      teaser: filled.min(60).max(200),
      url: z.url().nullable(),
      target: filled.nullable(),
    }),
  ),
});

type Sample = z.infer<typeof sampleSchema>;

const raw: { file: string; story: unknown }[] = files.flatMap((file) =>
  z
    .array(z.unknown())
    .parse(JSON.parse(readFileSync(join(SAMPLES, file), 'utf8')))
    .map((story) => ({ file, story })),
);

function problemsOf({ file, story }: { file: string; story: unknown }): string[] {
  const parsed = sampleSchema.safeParse(story);
  if (parsed.success) return [];
  const slug = (story as { slug?: unknown } | null)?.slug ?? '(no slug)';
  return parsed.error.issues.map(
    (issue) => `${file} ${String(slug)} ${issue.path.join('.')}: ${issue.message}`,
  );
}

const stories = raw
  .map(({ story }) => sampleSchema.safeParse(story))
  .flatMap((parsed): Sample[] => (parsed.success ? [parsed.data] : []));
const bySlug = new Map(stories.map((story) => [story.slug, story]));
const bulletsOf = (story: Sample) => story.outline.flatMap((section) => section.bullets);

function story(slug: string): Sample {
  const found = bySlug.get(slug);
  if (!found) throw new Error(`no sample story with the slug ${slug}`);
  return found;
}

const hoursApart = (a: Sample, b: Sample) =>
  Math.abs(Date.parse(a.firstPublishedAt) - Date.parse(b.firstPublishedAt)) / 3_600_000;

type Vector = Map<string, number>;

/** Unit vectors of log tf × idf over the whole text, one for each article. */
function vectorsOf(articles: Sample[]): Vector[] {
  const counts = articles.map((each) => {
    const text = [
      each.title,
      each.lead,
      ...each.outline.flatMap((section) => [section.heading, section.lead ?? '']),
      ...bulletsOf(each).map((bullet) => bullet.text),
    ].join(' ');
    const count: Vector = new Map();
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []) {
      count.set(word, (count.get(word) ?? 0) + 1);
    }
    return count;
  });
  const holders: Vector = new Map();
  for (const word of counts.flatMap((count) => [...count.keys()])) {
    holders.set(word, (holders.get(word) ?? 0) + 1);
  }
  return counts.map((count) => {
    const weights = [...count].map(
      ([word, n]) =>
        [word, (1 + Math.log(n)) * Math.log(articles.length / holders.get(word)!)] as const,
    );
    const norm = Math.hypot(...weights.map(([, weight]) => weight));
    return new Map(weights.map(([word, weight]) => [word, weight / norm]));
  });
}

function dot(a: Vector, b: Vector): number {
  let sum = 0;
  for (const [word, weight] of a) sum += weight * (b.get(word) ?? 0);
  return sum;
}

describe('sample newsroom', () => {
  it('has the shape that the importer reads, with no empty heading or bullet', () => {
    expect(raw.flatMap(problemsOf)).toEqual([]);
    expect(stories.length).toBeGreaterThanOrEqual(60);
  });

  it('keeps the keys of every article in one order', () => {
    const order = Object.keys(sampleSchema.shape);
    const astray = raw.filter(
      ({ story: each }) => Object.keys(each as object).join() !== order.join(),
    );
    expect(astray).toEqual([]);
  });

  it('names every slug once', () => {
    const slugs = stories.map((each) => each.slug);
    expect(slugs.filter((slug, index) => slugs.indexOf(slug) !== index)).toEqual([]);
  });

  it('spans five beats or more, oldest story first in each file', () => {
    expect(files.length).toBeGreaterThanOrEqual(5);
    for (const file of files) {
      const dates = raw
        .filter((each) => each.file === file)
        .map((each) => (each.story as Sample).firstPublishedAt);
      expect(dates).toEqual([...dates].sort());
    }
  });

  it('lies within three months', () => {
    const dates = stories.map((each) => each.firstPublishedAt).sort();
    expect(dates[0]! >= '2026-08-20').toBe(true);
    expect(dates.at(-1)! < '2026-11-21').toBe(true);
  });

  it('gives three related entries or none, each pointing to an older story or outside', () => {
    const wrong = stories.flatMap((each) => {
      const entries = each.relatedNews;
      const found: string[] = [];
      if (entries.length !== 0 && entries.length !== 3) found.push(`${each.slug}: entries`);
      for (const { headline, target, url } of entries) {
        if (target !== null && url !== null) found.push(`${each.slug}: target and url`);
        if (target === null) continue;
        const other = bySlug.get(target);
        if (!other) found.push(`${each.slug}: no story ${target}`);
        else if (other.firstPublishedAt >= each.firstPublishedAt) {
          found.push(`${each.slug}: ${target} is not older`);
        } else if (other.title !== headline) found.push(`${each.slug}: title of ${target}`);
      }
      return found;
    });
    expect(wrong).toEqual([]);
    expect(stories.filter((each) => each.relatedNews.length === 3).length).toBeGreaterThan(9);
    expect(stories.some((each) => each.relatedNews.some((entry) => entry.url))).toBe(true);
  });

  it('has long stories, thin ones, and sections without lead or bullets', () => {
    const long = stories.filter((each) => each.outline.length >= 7 && bulletsOf(each).length >= 18);
    expect(long.length).toBeGreaterThanOrEqual(5);
    expect(stories.filter((each) => each.outline.length === 0).length).toBeGreaterThanOrEqual(3);
    const sections = stories.flatMap((each) => each.outline);
    expect(sections.some((section) => section.lead === null)).toBe(true);
    expect(sections.some((section) => section.bullets.length === 0)).toBe(true);
  });

  it('names a source whole or not at all', () => {
    const half = stories.filter(
      (each) => (each.sourceTitle === null) !== (each.sourceUrl === null),
    );
    expect(half.map((each) => each.slug)).toEqual([]);
  });

  it('tells exactly the two planted stories twice', () => {
    const planted = [
      ['heat-pump-fund-exhausted', 'heat-pump-grant-closed-money-gone'],
      ['swedish-craft-on-moon-first-picture', 'ymer-lands-mare-frigoris'],
    ] as const;
    for (const [a, b] of planted) {
      expect(hoursApart(story(a), story(b))).toBeLessThanOrEqual(48);
      expect(story(a).title).not.toBe(story(b).title);
    }
    const vectors = vectorsOf(stories);
    const pairs = stories
      .flatMap((a, i) =>
        stories.slice(i + 1).map((b, j) => ({
          names: [a.slug, b.slug].sort().join(' + '),
          likeness: dot(vectors[i]!, vectors[i + 1 + j]!),
        })),
      )
      .sort((p, q) => q.likeness - p.likeness);
    // Updates of one event come close to each other; a second telling must stand out from them.
    expect(pairs[1]!.likeness).toBeGreaterThan(1.2 * pairs[2]!.likeness);
    const closest = pairs.slice(0, 2).map((pair) => pair.names);
    expect(closest.sort()).toEqual(planted.map(([a, b]) => `${a} + ${b}`));
  });
});
