import fc from 'fast-check';
import { decode, encodingOf, HEAD_BYTES } from '../../../src/cli/decode';

const read = async (bytes: Buffer, isHtml = false, step = bytes.length || 1): Promise<string> => {
  const encoding = encodingOf(bytes.subarray(0, HEAD_BYTES), isHtml);
  const chunks = async function* () {
    for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
  };
  let text = '';
  for await (const piece of decode(chunks(), encoding)) text += piece;
  return text;
};

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

test('any text comes back to the character, wherever the pieces part', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.integer({ min: 1, max: 5 }),
      async (text, step) => {
        // A mark at the beginning of a file is no part of its text.
        fc.pre(!text.startsWith('\uFEFF'));
        expect(await read(Buffer.from(text), false, step)).toBe(text);
        expect(await read(Buffer.from(`\uFEFF${text}`, 'utf16le'), false, step)).toBe(text);
        expect(await read(utf16be(`\uFEFF${text}`), false, step)).toBe(text);
      },
    ),
    { numRuns: 200 },
  );
  expect(await read(Buffer.from('\uFEFFa\uFEFFb\uFFFD'), false, 1)).toBe('a\uFEFFb\uFFFD');
});

describe('what a page says of itself', () => {
  const curly = Buffer.from([0x93, 0x68, 0x69, 0x94]);
  test.each([
    '<meta charset="windows-1252">',
    '<META content="text/html; charset=windows-1252" http-equiv=Content-Type>',
    "<meta http-equiv='Content-Type' content='text/html;charset=ISO-8859-1'>",
  ])('%s', async (tag) => {
    expect(await read(Buffer.concat([Buffer.from(tag), curly]), true, 3)).toBe(`${tag}“hi”`);
  });

  test('a byte order mark is stronger, and only HTML is asked', async () => {
    const tag = '<meta charset="windows-1252">é';
    expect(await read(Buffer.from(`\uFEFF${tag}`), true)).toBe(tag);
    expect(await read(Buffer.from(tag), false)).toBe(tag);
    expect(await read(Buffer.from('<meta charset="utf-16">é'), true)).toContain('é');
  });

  test('an encoding that nobody knows', async () => {
    await expect(read(Buffer.from('<meta charset="klingon">'), true)).rejects.toThrow(
      'says that it is written in "klingon", which is no known encoding; save it as UTF-8',
    );
  });
});

describe('what is no UTF-8 is refused with its place', () => {
  const wrong = Buffer.concat([Buffer.from('Ü�\nb '), Buffer.from([0x93, 0x41])]);
  test.each([1, 2, 3, 100])('in pieces of %d bytes', async (step) => {
    await expect(read(wrong, false, step)).rejects.toThrow(
      /^is not UTF-8: byte 8 \(0x93, in line 2\) makes no character; save it as UTF-8$/,
    );
  });

  test('half a character at the end, a page, UTF-16 in halves', async () => {
    await expect(read(Buffer.from('é').subarray(0, 1), true)).rejects.toThrow(
      'byte 0 (0xC3, in line 1) makes no character; save it as UTF-8, or name its <meta charset>',
    );
    await expect(read(Buffer.from('\uFEFF\uD800a', 'utf16le'))).rejects.toThrow(
      'is not the utf-16le that it says it is',
    );
  });
});
