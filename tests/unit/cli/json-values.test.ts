import fc from 'fast-check';
import { jsonFault } from '../../../src/cli/json-fault';
import { arrayItems, lineValues, type JsonValue } from '../../../src/cli/json-values';

const pieces = async function* (text: string, step: number) {
  for (let at = 0; at < text.length; at += step) yield text.slice(at, at + step);
};
const gather = async (
  read: (texts: AsyncIterable<string>) => AsyncGenerator<JsonValue>,
  text: string,
  step = 7,
): Promise<JsonValue[]> => {
  const values: JsonValue[] = [];
  for await (const value of read(pieces(text, step))) values.push(value);
  return values;
};
const values = (found: JsonValue[]): unknown[] =>
  found.map((each) => ('value' in each ? each.value : each.problem));

const step = fc.integer({ min: 1, max: 9 });

test('every array and all lines come back, wherever the pieces part', async () => {
  const list = fc.array(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), {
    minLength: 1,
  });
  await fc.assert(
    fc.asyncProperty(list, step, fc.constantFrom(0, 2), async (items, size, indent) => {
      const same = JSON.parse(JSON.stringify(items)) as unknown[];
      expect(values(await gather(arrayItems, JSON.stringify(items, null, indent), size))).toEqual(
        same,
      );
      const lines = items.map((item) => JSON.stringify(item)).join('\r\n\n');
      expect(values(await gather(lineValues, lines, size))).toEqual(same);
      const one = JSON.stringify(items[0], null, indent);
      expect(values(await gather(lineValues, one, size))).toEqual([same[0]]);
    }),
    { numRuns: 150 },
  );
});

test('a fault is found exactly where JSON.parse has one', () => {
  const broken = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom('', '"', '{', '}', ']', ',', ':', '\\', '\n', 'x'))
    .map(([json, at, put]) => {
      const place = at % (json.length + 1);
      return json.slice(0, place) + put + json.slice(place + (at % 2));
    });
  const isJson = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(broken, (text) => expect(jsonFault(text) === null).toBe(isJson(text))),
    { numRuns: 2000 },
  );
});

const two = '[\n  {"a": 1},\n  {"a": 2}';
test.each<[string, string, string]>([
  [
    '{"a": 1',
    '',
    'is no JSON (line 1, column 8): it ends too early: expected , or }; is it cut off?',
  ],
  ['{"a": x}', '', 'is no JSON (line 1, column 7): expected a value, found x'],
  [
    "{'a': 1}",
    '',
    "is no JSON (line 1, column 2): expected a name in double quotes, or }, found '",
  ],
  [
    '{\n "a": "x\ny"\n}',
    '',
    'is no JSON (line 2, column 7): a text that begins here has no closing',
  ],
  ['{"a": 1}\n{"a": 2', ':2', 'is no JSON (line 2, column 8): it ends too early'],
  ['{"a": 1\n{"a": 2}', ':1', 'is no JSON (line 1, column 8): it ends too early'],
  [two, '[1]', 'is no JSON'],
  ['[\n  {"a": 1},\n  {"a": 2,}\n]', '[1]', 'is no JSON (line 3, column 11): expected a name'],
  ['[\n  {"a": 1},\n  {"b": "x', '[1]', 'the article that begins in line 3 is never closed'],
  ['[{"a": 1},\n', '[1]', 'the list is cut off behind line 2: expected an article, or ]'],
  ['[{"a": 1}}\n]', '[0]', 'line 1: a } too many; expected , or ]'],
  ['[{"a": 1}]\n{', '', 'line 2: there is more behind the list'],
  ['[{"a": 1},,{"a": 3}]', '[1]', 'is no JSON (line 1, column 11): it ends too early'],
])('%j', async (text, place, problem) => {
  const found = await gather(text.startsWith('[') ? arrayItems : lineValues, text);
  const expected = text === two ? 'the article that begins in line 3 is never closed' : problem;
  expect(found.filter((each) => 'problem' in each)).toEqual([
    { place, problem: expect.stringContaining(expected) },
  ]);
});

test('a broken item leaves the others readable', async () => {
  expect(values(await gather(arrayItems, '[{"a": 1}, {"a" 2}, {"a": 3}]'))).toEqual([
    { a: 1 },
    expect.stringContaining('expected a : behind the name'),
    { a: 3 },
  ]);
  expect(await gather(arrayItems, ' [ ] ')).toEqual([]);
  expect(await gather(lineValues, ' \n')).toEqual([]);
});
