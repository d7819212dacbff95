import { parsePage, type PasteFormat } from '../../../src/api/article/paste';

const html = (head: string): string =>
  `${head}<h1>T</h1><p>A lead.</p><aside><h3>Related</h3><p><a href="/2">Second story</a></p><p>What it tells.</p></aside>`;
const related = (input: string, format: PasteFormat = 'html') => {
  const { article, chrome, notes, problems, unplaced } = parsePage(input, format);
  expect([problems, unplaced]).toEqual([[], []]);
  return { entries: article.relatedNews, chrome, notes };
};

test.each([
  ['<base href="https://a.example/x/">', 'https://a.example/2'],
  ['<link rel="canonical" href="https://b.example/1">', 'https://b.example/2'],
  ['<meta property="og:url" content="https://c.example/1">', 'https://c.example/2'],
  ['<base href="/"><link rel="canonical" href="https://b.example/1">', 'https://b.example/2'],
  ['<base href="/"><meta property="og:url" content="https://c.example/1">', 'https://c.example/2'],
  ['Version:0.9\nStartHTML:1\nSourceURL:https://d.example/1\n', 'https://d.example/2'],
])('below %j', (head, url) => {
  expect(related(html(head))).toMatchObject({
    entries: [{ headline: 'Second story', teaser: 'What it tells.', url }],
    notes: undefined,
  });
});

test('without an own address of the page the entry goes without, and it is said', () => {
  expect(related(html(''))).toEqual({
    entries: [{ headline: 'Second story', teaser: 'What it tells.', url: null }],
    chrome: ['Related', '/2'],
    notes: [
      {
        line: 1,
        message:
          '“Second story” goes without its address “/2”: it is relative, and the page does not say what its own address is',
      },
    ],
  });
});

test('in Markdown, of a source, and what is no web address', () => {
  const text =
    '# T\n\nA lead.\n\nSource: [The report](../report)\n\n## Related\n\n[Write](mailto:a@b.example)\n';
  const page = parsePage(text, 'markdown');
  expect(page.article).toMatchObject({ sourceTitle: 'The report', sourceUrl: null });
  expect(page.article.relatedNews).toMatchObject([{ headline: 'Write', url: null }]);
  expect(page.chrome).toEqual(expect.arrayContaining(['../report', 'mailto:a@b.example']));
  expect(page.notes).toMatchObject([
    {
      line: 5,
      message: expect.stringContaining('the source goes without its address “../report”'),
    },
    {
      line: 9,
      message: expect.stringContaining('it must be an address that begins with https://'),
    },
  ]);
});

test('an address that leaves only the protocol out is a web address', () => {
  const [entry] = related(html('').replace('/2', '//e.example/2')).entries;
  expect(entry!.url).toBe('https://e.example/2');
});
