import { z } from 'zod';
import { choose, olderOnly, recipeFor } from './choose';
import { placeIn, readStory, type Profile, type Reading } from './profile';
import { DEFAULT_SETTINGS, type Settings } from './settings';
import { fitSpace, type Space } from './space';

const line = z.object({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  title: z.string(),
  body: z.string(),
  date: z.string().refine((date) => !Number.isNaN(Date.parse(date)), 'must be an ISO 8601 date'),
  language: z.string().optional(),
});

export interface RelatedOptions {
  settings?: Partial<Settings>;
  /** Allow stories newer than the article, as an archive does that is filled in afterwards. */
  newer?: boolean;
  /** Growth of the archive, as a share, at which the space is fitted anew; never unless set. */
  refitAt?: number;
}

/**
 * Without a database: reads stories as JSON lines `{id, title, body, date}` and yields
 * `{id, related: [ids]}` lines, in the order of the input, made by the code that publishing uses.
 *
 * As a newsroom lives: the space is fitted on the first half of the input, by date, and the others are
 * folded in; with `refitAt` 0.2 it is fitted anew, as by the refit job, whenever the archive has grown by
 * a fifth (on Reuters dev that costs 0.5 P@3). Half-life, floor and distance are off unless set, so that a
 * list shows relatedness alone; everything else is as in the product.
 *
 * @throws Error naming the line, and what would be right, for a line that is no such story
 */
export async function* relatedLines(
  input: AsyncIterable<string> | Iterable<string>,
  options: RelatedOptions = {},
): AsyncGenerator<string> {
  const readings = await readLines(input);
  const order = readings
    .map((_, i) => i)
    .sort((i, j) => readings[i]!.publishedAt - readings[j]!.publishedAt || i - j);
  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    halfLife: Infinity,
    floor: 0,
    mostDays: Infinity,
    ...options.settings,
  };
  const growth = 1 + (options.refitAt ?? Infinity);
  const lists = new Map<number, string[]>();
  let fittedOn = Math.ceil(order.length / 2);
  let space: Space | undefined;
  let profiles: Profile[] = [];
  const fit = (): void => {
    space = fitSpace(order.slice(0, fittedOn).map((i) => readings[i]!.terms));
    const fitted = space;
    profiles = order.map((i) => placeIn(fitted, readings[i]!));
  };
  order.forEach((index, place) => {
    if (!space) fit();
    if (place >= fittedOn * growth) {
      fittedOn = place;
      fit();
    }
    const archive = options.newer ? profiles : profiles.slice(0, place);
    const recipe = recipeFor(space!, settings, options.newer ? [] : [olderOnly]);
    lists.set(
      index,
      choose(profiles[place]!, archive, recipe).map(({ story }) => story.id),
    );
  });
  for (const [i, reading] of readings.entries())
    yield JSON.stringify({ id: reading.id, related: lists.get(i) });
}

const readLines = async (input: AsyncIterable<string> | Iterable<string>): Promise<Reading[]> => {
  const readings: Reading[] = [];
  const known = new Map<string, number>();
  let number = 0;
  for await (const text of input) {
    number++;
    if (!text.trim()) continue;
    const { id, title, body, date, language } = parseLine(text, number);
    const before = known.get(id);
    if (before !== undefined)
      throw new Error(
        `line ${number}: the id "${id}" already stands on line ${before}; ids must differ`,
      );
    known.set(id, number);
    readings.push(readStory({ id, title, body, language, publishedAt: Date.parse(date) }));
  }
  return readings;
};

const parseLine = (text: string, number: number): z.infer<typeof line> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(
      `line ${number} is no JSON (${(error as Error).message}); expected {"id","title","body","date"}`,
    );
  }
  const parsed = line.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues
    .map((issue) => `${issue.path.join('.') || 'line'}: ${issue.message}`)
    .join('; ');
  throw new Error(`line ${number}: ${faults}; expected {"id","title","body","date"}`);
};
