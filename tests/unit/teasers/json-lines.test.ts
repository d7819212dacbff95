import {
  StoryLineError,
  teaserLines,
} from '../../../src/plugins/recent-news/server/src/teasers/json-lines';

const run = async (lines: string[]): Promise<unknown[]> => {
  const out: unknown[] = [];
  for await (const line of teaserLines(lines)) out.push(JSON.parse(line));
  return out;
};
const body =
  'The harbour board of Lowick has approved a ferry terminal that will cost 14 million pounds.';

describe('teasers of JSON lines', () => {
  it('answers line for line, in order, keeping each id as it is', async () => {
    expect(
      await run([
        JSON.stringify({ id: 'a', title: 'Terminal', body, date: '2026-01-01T00:00:00Z' }),
        '',
        JSON.stringify({ id: 7, title: '', body: '' }),
        JSON.stringify({ id: 'b', body }),
      ]),
    ).toEqual([
      { id: 'a', teaser: body },
      { id: 7, teaser: null },
      { id: 'b', teaser: body },
    ]);
  });

  it.each([
    ['{"id": "a"', /^line 2: not JSON/],
    ['[1]', /^line 2: the value/],
    ['{"title": "no id"}', /^line 2: id/],
    ['{"id": "a", "body": 5}', /^line 2: body/],
  ])('says where and what for %s', async (line, message) => {
    const promise = run([JSON.stringify({ id: 'a', body }), line]);
    await expect(promise).rejects.toThrow(StoryLineError);
    await expect(run(['', line])).rejects.toThrow(message);
  });

  it('joins hard-wrapped bodies when told to, and reports them when not', async () => {
    const wrapped = [
      '    The harbour board of Lowick has approved a new',
      'ferry terminal that will cost 14 million pounds and',
      'will take eleven months to build.',
      '    The fishing fleet has to move to the northern',
      'quay of the harbour until the works are over.',
    ].join('\n');
    const line = JSON.stringify({ id: 'w', body: wrapped });
    const joined = [];
    for await (const out of teaserLines([line], { unwrap: true })) joined.push(JSON.parse(out));
    expect(joined[0].teaser).toBe(
      'The harbour board of Lowick has approved a new ferry terminal that will cost 14 million pounds and will take eleven months to build.',
    );
    const told: unknown[] = [];
    const plain = JSON.stringify({ id: 'p', body });
    for await (const _ of teaserLines([line, plain], { onWrapped: (...at) => told.push(at) }));
    expect(told).toEqual([['w', 1]]);
  });

  it('holds one story at a time', async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<string> {
      for (;;) yield JSON.stringify({ id: given++, body });
    }
    let taken = 0;
    for await (const line of teaserLines(endless())) {
      expect(JSON.parse(line)).toEqual({ id: taken, teaser: body });
      expect(given).toBe(taken + 1);
      if (++taken === 50) break;
    }
  });
});
