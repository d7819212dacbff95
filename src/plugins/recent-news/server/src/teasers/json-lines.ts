import { z } from 'zod';
import { extractive } from './extractive';
import { looksWrapped, unwrapped } from './hard-wrap';
import type { TeaserProvider } from './provider';

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  title: z
    .string()
    .nullish()
    .transform((title) => title ?? ''),
  body: z
    .string()
    .nullish()
    .transform((body) => body ?? ''),
  language: z
    .string()
    .nullish()
    .transform((language) => language ?? undefined),
  lead: z.string().nullish(),
  date: z.string().nullish(),
});

/** A line that is no story: says where and what would be right. */
export class StoryLineError extends Error {
  constructor(
    /** Line number, from 1. */
    readonly line: number,
    problem: string,
  ) {
    super(`line ${line}: ${problem} (a line is {"id": …, "title": …, "body": …, "date": …})`);
    this.name = 'StoryLineError';
  }
}

export interface TeaserLinesOptions {
  provider?: TeaserProvider;
  /** Join the lines of bodies that look hard-wrapped; otherwise each line is a paragraph. */
  unwrap?: boolean;
  /** Told of every body that looks hard-wrapped and is not joined: its sentences are cut in pieces. */
  onWrapped?: (id: string | number, line: number) => void;
}

/**
 * Teasers of a stream of stories, one JSON object a line, in the order they come, holding one story
 * at a time.
 *
 * @param lines JSON lines `{id, title, body, date}`, optionally with `language` and `lead`; empty
 * lines are passed over
 * @returns lines `{"id","teaser"}` without line ends; `teaser` is null where the story has no
 * sentence that may stand as one
 * @throws {StoryLineError} at a line that is no JSON or no story
 */
export async function* teaserLines(
  lines: AsyncIterable<string> | Iterable<string>,
  { provider = extractive, unwrap = false, onWrapped }: TeaserLinesOptions = {},
): AsyncGenerator<string> {
  let number = 0;
  for await (const line of lines) {
    number++;
    if (!line.trim()) continue;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (error) {
      throw new StoryLineError(number, `not JSON: ${(error as Error).message}`);
    }
    const parsed = lineSchema.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new StoryLineError(
        number,
        `${issue!.path.join('.') || 'the value'}: ${issue!.message}`,
      );
    }
    const { id, title, language, lead } = parsed.data;
    const body = unwrap ? unwrapped(parsed.data.body) : parsed.data.body;
    if (!unwrap && onWrapped && looksWrapped(body)) onWrapped(id, number);
    const teaser = provider.write({ id: String(id), title, body, language, lead })?.teaser ?? null;
    yield JSON.stringify({ id, teaser });
  }
}
