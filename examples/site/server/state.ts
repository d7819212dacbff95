import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Article, Meta } from '../src/newsroom';
import { monthOf } from '../src/months';

/** 2: stories with dots in their addresses are known, and have other files. */
const FORMAT = 2;

const storySchema = z.object({
  slug: z.string(),
  /** What readers get; null when the newsroom did not say. */
  version: z.number().nullable(),
  /** 2026-11 */
  month: z.string().nullable(),
  /** Slugs. */
  topics: z.array(z.string()),
  authors: z.array(z.string()),
  /** Slugs of the site's own stories in its Recent News. */
  shows: z.array(z.string()),
});

const stateSchema = z.object({
  format: z.literal(FORMAT),
  /** Of the built Astro app: with another one every page is another. */
  app: z.string(),
  newsroom: z.string(),
  /** What every page shows of the site. */
  shell: z.string(),
  /** Up to where changes are built; null without a token. */
  cursor: z.string().nullable(),
  /** By documentId. */
  stories: z.record(z.string(), storySchema),
  /** Old paths and where they lead. */
  moved: z.record(z.string(), z.string()),
  /** Paths that could not be rendered: tried again with the next build. */
  failed: z.array(z.string()),
  /** Ids of the last calls that were built, oldest first. */
  calls: z.array(z.string()),
});

export type StoryState = z.infer<typeof storySchema>;

/** What the build server remembers of what stands in the public folder. */
export type State = z.infer<typeof stateSchema>;

/** A call is tried for three days; a newsroom that makes more in that time builds one twice. */
const CALLS_KEPT = 1_000;

export const emptyState = (of: Pick<State, 'app' | 'newsroom'>): State => ({
  ...of,
  format: FORMAT,
  shell: '',
  cursor: null,
  stories: {},
  moved: {},
  failed: [],
  calls: [],
});

export const storyOf = (article: Article, meta: Meta): StoryState => ({
  slug: article.slug,
  version: meta.version,
  month: monthOf(article.firstPublishedAt),
  topics: article.topics.map(({ slug }) => slug),
  authors: article.authors.map(({ slug }) => slug),
  shows: article.relatedNews.flatMap(({ slug }) => (slug === null ? [] : [slug])),
});

export const withCalls = (calls: readonly string[], built: readonly string[]): string[] =>
  [...new Set([...calls, ...built])].slice(-CALLS_KEPT);

export const stateFileOf = (data: string): string => path.join(data, 'state.json');

/** @returns null when there is none, or one that this version cannot read: build everything then */
export async function readState(file: string): Promise<State | null> {
  try {
    return stateSchema.parse(JSON.parse(await fs.readFile(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}

/** Whole or not at all, also when the machine goes down in the middle. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const aside = `${file}.${process.pid}.tmp`;
  await fs.mkdir(path.dirname(file), { recursive: true });
  const handle = await fs.open(aside, 'w');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await fs.rename(aside, file);
}

export const writeState = (file: string, state: State): Promise<void> =>
  writeWhole(file, JSON.stringify(state));
