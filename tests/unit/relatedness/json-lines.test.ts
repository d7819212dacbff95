import { existsSync, readFileSync } from 'node:fs';
import {
  relatedLines,
  type RelatedOptions,
} from '../../../src/plugins/recent-news/server/src/relatedness/json-lines';
import { sampleArchive } from './sample-archive';

const stories = sampleArchive();
const input = stories.map(({ id, title, body, publishedAt }) =>
  JSON.stringify({ id, title, body, date: new Date(publishedAt).toISOString() }),
);

const run = async (
  lines: string[],
  options?: RelatedOptions,
): Promise<{ id: string; related: string[] }[]> => {
  const out: { id: string; related: string[] }[] = [];
  for await (const line of relatedLines(lines, options)) out.push(JSON.parse(line));
  return out;
};

describe('relatedLines', () => {
  it('lists three older stories each, best first, in the order of the input', async () => {
    const out = await run(input);
    expect(out.map(({ id }) => id)).toEqual(stories.map(({ id }) => id));
    out.forEach(({ related }, i) => {
      expect(related).toHaveLength(Math.min(3, i));
      for (const id of related)
        expect(stories.findIndex((story) => story.id === id)).toBeLessThan(i);
    });
    expect(out.at(-1)!.related.every((id) => id.startsWith('budget'))).toBe(true);
  });

  it('goes by date, not by place', async () => {
    const turned = await run([...input].reverse());
    expect(turned.reverse()).toEqual(await run(input));
  });

  it('allows newer stories and other lengths', async () => {
    const out = await run(input, { newer: true, settings: { count: 2 } });
    expect(out.every(({ id, related }) => related.length === 2 && !related.includes(id))).toBe(
      true,
    );
    expect(out[0]!.related.every((id) => id.startsWith('harbour'))).toBe(true);
  });

  it('refits as the archive grows, if asked', async () => {
    expect(await run(input, { refitAt: 0.2 })).toHaveLength(stories.length);
  });

  it('takes no, one and empty stories', async () => {
    expect(await run([])).toEqual([]);
    expect(await run(['{"id":"a","title":"","body":"","date":"2026-01-01"}', ''])).toEqual([
      { id: 'a', related: [] },
    ]);
  });

  it('says which line is wrong, and what would be right', async () => {
    await expect(run(['{'])).rejects.toThrow(/line 1 is no JSON .*expected \{"id"/);
    await expect(run([input[0]!, '{"id":"b","title":"x","date":"2026-01-01"}'])).rejects.toThrow(
      /line 2: body: /,
    );
    await expect(run(['{"id":"b","title":"x","body":"","date":"soon"}'])).rejects.toThrow(
      /date: must be an ISO 8601 date/,
    );
    await expect(run([input[0]!, input[0]!])).rejects.toThrow(
      /line 2: the id "harbour-1" already stands on line 1/,
    );
  });
});

const samples = 'samples/climate.json';
(existsSync(samples) ? describe : describe.skip)('the sample newsroom', () => {
  it('never lists both tellings of the planted pair', async () => {
    const files = ['climate', 'space', 'cities', 'health', 'ai']
      .map((name) => `samples/${name}.json`)
      .filter(existsSync);
    const lines = files
      .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as SampleArticle[])
      .map((article) =>
        JSON.stringify({
          id: article.slug,
          title: article.title,
          body: bodyOf(article),
          date: article.firstPublishedAt,
        }),
      );
    const pairs = [
      ['heat-pump-fund-exhausted', 'heat-pump-grant-closed-money-gone'],
      ['ymer-lands-mare-frigoris', 'swedish-craft-on-moon-first-picture'],
    ] as const;
    const out = await run(lines, { newer: true });
    for (const [a, b] of pairs) {
      expect(out.some(({ id }) => id === a)).toBe(true);
      for (const { id, related } of out)
        expect([id, ...related].filter((one) => one === a || one === b).length).toBeLessThan(2);
    }
  });
});

interface SampleArticle {
  slug: string;
  title: string;
  lead: string | null;
  firstPublishedAt: string;
  outline?: { heading: string; lead: string | null; bullets?: { text: string }[] }[];
}

const bodyOf = ({ lead, outline = [] }: SampleArticle): string =>
  [
    lead,
    ...outline.flatMap((section) => [
      section.heading,
      section.lead,
      ...(section.bullets ?? []).map(({ text }) => text),
    ]),
  ]
    .filter(Boolean)
    .join('\n');
