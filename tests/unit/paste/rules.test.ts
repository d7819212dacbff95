import { detectFormat, parsePage } from '../../../src/api/article/paste';
import type { ParsedPage, PasteFormat } from '../../../src/api/article/paste';

const LEAD = 'The council has opened a new bridge over the old canal.';
const FACTS =
  'Key facts: The bridge is forty metres long.\n\n• It is made of oak\n• It cost two million';

/** A small good page with lines put in below the title and at the end. */
const page = (front: string, end = ''): ParsedPage =>
  parsePage(`Bridge opens at last\n${front}\n\n${LEAD}\n\n${FACTS}\n\n${end}`, 'text');

describe('byline and date', () => {
  test.each<[string, string | null, string | null]>([
    ['By Jane Doe', 'Jane Doe', null],
    ['Written by Jane Doe', 'Jane Doe', null],
    ['Written by\nJane Doe', 'Jane Doe', null],
    ['Written by:\nJane Doe\nPublished on:\nMarch 3, 2025', 'Jane Doe', '2025-03-03'],
    ['Written by\n\nJane Doe\n\nPublished on\n\nMarch 3, 2025', 'Jane Doe', '2025-03-03'],
    ['Written by\nPublished on\nMarch 3, 2025', null, '2025-03-03'],
    ['Written by\nPublished on', null, null],
    ['By Jane Doe | March 3, 2025', 'Jane Doe', '2025-03-03'],
    ['By Jane Doe and Ali Roe, Reuters\n2025-03-03', 'Jane Doe and Ali Roe, Reuters', '2025-03-03'],
    ['Jane Doe\nMarch 3, 2025', 'Jane Doe', '2025-03-03'],
    ['Jane Doe | March 3, 2025', 'Jane Doe', '2025-03-03'],
    ['March 3, 2025 by Jane Doe', 'Jane Doe', '2025-03-03'],
    ['Posted by Jane Doe on 3 March 2025', 'Jane Doe', '2025-03-03'],
    ['BY JANE DOE, STAFF WRITER', 'JANE DOE, STAFF WRITER', null],
    ['By María José García de la Cruz', 'María José García de la Cruz', null],
    ['By Dr. Jane O’Neil-Smith Jr.', 'Dr. Jane O’Neil-Smith Jr.', null],
    ['Published March 3, 2025 · Updated March 4, 2025', null, '2025-03-03'],
    ['Updated March 4, 2025', null, null],
    ['By Jane Doe · 5 min read', 'Jane Doe', null],
    ['Published: 3 Mar 2025', null, '2025-03-03'],
  ])('%j', (front, byline, day) => {
    const { article, unplaced, problems } = page(front);
    expect(article.byline).toBe(byline);
    expect(article.firstPublishedAt?.slice(0, 10) ?? null).toBe(day);
    expect(article.lead).toBe(LEAD);
    expect(unplaced).toEqual([]);
    expect(problems).toEqual([]);
  });

  test.each([
    '09/11/2025',
    'Date: 09/11/2025',
    'Published on\n09/11/2025',
    'By Jane Doe | 09/11/2025',
  ])('an ambiguous date is a problem with its line: %j', (front) => {
    const { article, problems } = page(front);
    expect(article.firstPublishedAt).toBeNull();
    expect(problems).toEqual([
      {
        line: front.split('\n').length + 1,
        message:
          '“09/11/2025” may be day/month/year or month/day/year: write 2025-11-09 or 2025-09-11',
      },
    ]);
  });

  test('“Published: sometime soon” says what would be right', () => {
    expect(page('Published: sometime soon').problems).toEqual([
      {
        line: 2,
        message:
          '“sometime soon” is not a date: write it like 2025-11-09, or with the name of the month',
      },
    ]);
  });

  test('a second date and a second byline are not swallowed', () => {
    const { article, unplaced, problems } = page(
      'By Jane Doe\nMarch 3, 2025\nBy Ali Roe\nMarch 4, 2025',
    );
    expect(article.byline).toBe('Jane Doe');
    expect(unplaced).toEqual([{ line: 4, text: 'Ali Roe' }]);
    expect(problems).toMatchObject([{ line: 5 }]);
  });

  test.each([
    'By 2030, half of the canals will have such bridges.',
    'By the numbers it is a small bridge.',
  ])('a sentence is no byline: %s', (lead) => {
    const { article } = parsePage(`Bridge opens\n\n${lead}\n\n${FACTS}`, 'text');
    expect(article).toMatchObject({ byline: null, lead });
  });
});

describe('the source', () => {
  test.each<[string, string | null, string | null]>([
    ['Source: The Canal Times', 'The Canal Times', null],
    ['Source: The Canal Times: A History', 'The Canal Times: A History', null],
    ['Source: https://x.example/a', null, 'https://x.example/a'],
    ['Source: The Canal Times (https://x.example/a)', 'The Canal Times', 'https://x.example/a'],
    ['Source: The Canal Times\nhttps://x.example/a', 'The Canal Times', 'https://x.example/a'],
    ['Source:\nThe Canal Times\nhttps://x.example/a', 'The Canal Times', 'https://x.example/a'],
    ['Source: Reuters.', 'Reuters', null],
    ['Source:\nThe Canal Times', 'The Canal Times', null],
    ['Original article\nhttps://x.example/a', null, 'https://x.example/a'],
    ['Read the original: https://x.example/a', null, 'https://x.example/a'],
    ['Read the full story at The Canal Times', 'The Canal Times', null],
    ['Via The Canal Times', 'The Canal Times', null],
    ['Originally published in The Canal Times', 'The Canal Times', null],
    ['https://x.example/a', null, 'https://x.example/a'],
    ['The Canal Times\nhttps://x.example/a', 'The Canal Times', 'https://x.example/a'],
    ['The Canal: A History\n\nRecent News\n\nAnother bridge closes', 'The Canal: A History', null],
  ])('%j', (end, title, url) => {
    const { article, unplaced } = page('By Jane Doe', end);
    expect([article.sourceTitle, article.sourceUrl]).toEqual([title, url]);
    expect(article.outline).toHaveLength(1);
    expect(unplaced).toEqual([]);
  });

  test('a short line at the end is no source without Recent News below', () => {
    const { article, unplaced } = page('By Jane Doe', 'Thanks for reading');
    expect(article.sourceTitle).toBeNull();
    expect(unplaced).toEqual([{ line: 11, text: 'Thanks for reading' }]);
  });

  test('of two short lines above Recent News neither is taken for the source', () => {
    const { article, unplaced } = page(
      'By Jane Doe',
      'One line\n\nAnother line\n\nRecent News\n\nOther',
    );
    expect(article.sourceTitle).toBeNull();
    expect(unplaced.map(({ text }) => text)).toEqual(['One line', 'Another line']);
  });

  test.each(['A stray line\n\nThe Canal: Two Years On', 'The Canal: Two Years On\n\nA stray line'])(
    'of two short lines the one in title case is: %j',
    (lines) => {
      const { article, unplaced } = page('By Jane Doe', `${lines}\n\nRecent News\n\nOther`);
      expect(article.sourceTitle).toBe('The Canal: Two Years On');
      expect(unplaced.map(({ text }) => text)).toEqual(['A stray line']);
    },
  );

  test('with a labelled source, a short line above Recent News has no place', () => {
    const { article, unplaced } = page(
      'Source: The Canal Times',
      'A stray line\n\nRecent News\n\nOther',
    );
    expect(article.sourceTitle).toBe('The Canal Times');
    expect(unplaced).toEqual([{ line: 11, text: 'A stray line' }]);
  });
});

describe('sections', () => {
  test.each([
    'He said: “We are happy.”',
    'In a statement, the mayor said: We are happy about it.',
    '10:15: The ribbon was cut by the mayor herself.',
    'The bridge opens at 10:15.',
    'A second paragraph that goes nowhere.',
    'Image: Jane Doe/Reuters',
    'See https://x.example/a for the drawings of the bridge.',
  ])('no section from “%s”', (line) => {
    const { article, unplaced } = page('By Jane Doe', line);
    expect(article.outline).toHaveLength(1);
    expect(unplaced).toEqual([{ line: 11, text: line }]);
  });

  const outline = [
    { heading: 'Key facts', lead: 'It is long.', bullets: [{ text: 'one' }, { text: 'two' }] },
    { heading: 'What next', lead: null, bullets: [{ text: 'three' }] },
  ];

  test.each<[PasteFormat, string]>([
    ['text', 'T\n\nA lead.\n\nKey facts: It is long.\n• one\n• two\n\nWhat next:\n- three'],
    ['text', 'T\n\nA lead.\n\nKey facts\n\nIt is long.\n\n1. one\n2. two\n\nWhat next\n– three'],
    ['text', 'T\nA lead.\nKey facts: It is long.\n1) one\n   * two\nWhat next\n•\nthree'],
    [
      'markdown',
      '# T\n\nA lead.\n\n## Key facts\n\nIt is long.\n\n- one\n    - two\n\n### What next\n\n1. three',
    ],
    [
      'markdown',
      'T\n=\n\nA lead.\n\nKey facts: It is long.\n---\n\n* one\n* two\n\n**What next**\n\n+ three',
    ],
    [
      'markdown',
      '# T\n\nA lead.\n\n**Key facts:** It is long.\n- one\n- two\n\n**What next:**\n- three',
    ],
    [
      'markdown',
      '# T\n\nA lead.\n\n**Key facts**: It is long.\n  • one\n  • two\n\n**What next**\n1) three',
    ],
    [
      'html',
      '<h1>T</h1><p>A lead.</p><h2>Key facts</h2><p>It is long.</p><ul><li>one<ul><li><p>two</p></li></ul></li></ul><h3>What next</h3><ol><li>three</li></ol>',
    ],
    [
      'html',
      '<p>T</p><p>A lead.</p><p><b>Key facts:</b> It is long.</p><p>•&nbsp;&nbsp;one<br>• two</p><p><strong>What next</strong></p><p>-&nbsp;three</p>',
    ],
    [
      'html',
      'T<br><br>A lead.<br><br><b>Key facts</b><br>It is long.<br>- one<br>- two<br><br><b>What next</b><br>• three',
    ],
    [
      'html',
      '<div>T</div><div>A lead.</div><div><br></div><div>Key facts: It is long.</div><div>• one</div><div>• two</div><div>What next</div><div>• three</div>',
    ],
  ])('%s: %j', (format, input) => {
    const { article, unplaced } = parsePage(input, format);
    expect(article).toMatchObject({ title: 'T', lead: 'A lead.', outline });
    expect(unplaced).toEqual([]);
  });

  test('plain prose: the first paragraph is the lead, the others find no place', () => {
    const { article, unplaced } = parsePage(
      'T\n\nOne is the lead.\n\nTwo is not.\n\nNor is three.',
    );
    expect(article).toMatchObject({ lead: 'One is the lead.', outline: [] });
    expect(unplaced.map(({ line }) => line)).toEqual([5, 7]);
  });

  test('bullets without a section have no place', () => {
    expect(parsePage('T\n\nA lead.\n\nA second one.\n\n• one').unplaced).toEqual([
      { line: 5, text: 'A second one.' },
      { line: 7, text: 'one' },
    ]);
  });

  test('a list of companies is no share list', () => {
    const { article } = parsePage('T\n\nA lead.\n\nCompanies named\n\n• Facebook\n• Reddit');
    expect(article.outline).toMatchObject([
      { bullets: [{ text: 'Facebook' }, { text: 'Reddit' }] },
    ]);
  });
});

describe('Recent News', () => {
  const both = [
    { headline: 'Headline one', teaser: 'Teaser one says more.', url: null },
    { headline: 'Headline two', teaser: null, url: null },
  ];

  test.each([
    'Recent News\n\nHeadline one\n\nTeaser one says more.\n\nHeadline two',
    'RELATED STORIES\nHeadline one\nTeaser one says more.\nHeadline two',
    'Read more\n• Headline one\nTeaser one says more.\n• Headline two',
    'More stories:\n\n1. Headline one\n   - Teaser one says more.\n2. Headline two',
    'You may also like\n\nHeadline one\n\nMarch 3, 2025\n\nTeaser one says more.\n\nRead more\n\nHeadline two',
    'More from The Canal Times\n\nHeadline one\n\nTeaser one says more.\n\nHeadline two\n\n© 2025',
  ])('%j', (end) => {
    const text = end.replace('   - Teaser', 'Teaser');
    const { article, unplaced } = page('By Jane Doe', text);
    expect(article.relatedNews).toEqual(both);
    expect(unplaced).toEqual([]);
  });

  test('one story in one line', () => {
    const { article, chrome } = page('By Jane Doe', 'Read more: Another story\nRelated: A third');
    expect(article.relatedNews.map(({ headline }) => headline)).toEqual([
      'Another story',
      'A third',
    ]);
    expect(chrome).toEqual(['By', 'Read more:', 'Related:']);
  });

  test('HTML cards and an aside in the middle', () => {
    const { article, unplaced } = parsePage(
      `<article><h1>T</h1><p>A lead.</p><h2>One</h2><p>Lead one.</p>
      <aside><h3>Related</h3><ul><li><h4><a href="https://x.example/1">First</a></h4><p>Teaser one</p></li>
      <li><a href="https://x.example/2"><h4>Second</h4><p>Teaser two.</p></a></li></ul></aside>
      <ul><li>Bullet</li></ul></article>`,
    );
    expect(article.relatedNews).toEqual([
      { headline: 'First', teaser: 'Teaser one', url: 'https://x.example/1' },
      { headline: 'Second', teaser: 'Teaser two.', url: 'https://x.example/2' },
    ]);
    expect(article.outline).toEqual([
      { heading: 'One', lead: 'Lead one.', bullets: [{ text: 'Bullet' }] },
    ]);
    expect(unplaced).toEqual([]);
  });
});

describe('newsletter and chrome', () => {
  test('the call, its button and its form', () => {
    const { newsletter, chrome, unplaced } = page(
      'Newsletter\nJoin 40,000 readers who get our weekly briefing in their inbox\nEmail address\nYes, sign me up',
    );
    expect(newsletter).toEqual({
      text: 'Join 40,000 readers who get our weekly briefing in their inbox',
      buttonLabel: 'Yes, sign me up',
      url: null,
    });
    expect(chrome).toEqual(['Newsletter', 'Email address']);
    expect(unplaced).toEqual([]);
  });

  test('links and forms give the address', () => {
    const markdown = parsePage(
      '# T\n\nSign up for our newsletter.\n\n[Join Now](https://x.example/join)\n\nA lead.',
    );
    expect(markdown.newsletter).toEqual({
      text: 'Sign up for our newsletter.',
      buttonLabel: 'Join Now',
      url: 'https://x.example/join',
    });
    const html = parsePage(
      '<h1>T</h1><p>A lead.</p><form><h3>Our newsletter</h3><p>Sign up for our newsletter.</p><label>Email</label><input type="submit" value="Go"></form>',
    );
    expect(html.newsletter).toEqual({
      text: 'Sign up for our newsletter.',
      buttonLabel: 'Go',
      url: null,
    });
    expect(html.chrome).toEqual(['Our newsletter', 'Email']);
  });

  test('an article about a newsletter is no call', () => {
    const lead = 'The company’s newsletter now reaches a million people.';
    expect(parsePage(`T\n\n${lead}`)).toMatchObject({ article: { lead }, newsletter: null });
  });

  test('furniture is listed in order, as it stood', () => {
    const { chrome, article } = parsePage(
      'Skip to content\nMenu\n×\nT\nShare on X\nTweet\nFacebook\n\nA lead.\n\nAdvertisement\n\nSubscribe\n\nAll rights reserved.',
    );
    expect(article).toMatchObject({ title: 'T', lead: 'A lead.' });
    expect(chrome).toEqual([
      'Skip to content',
      'Menu',
      '×',
      'Share on X',
      'Tweet',
      'Facebook',
      'Advertisement',
      'Subscribe',
      'All rights reserved.',
    ]);
  });

  test('nav, header, footer, cookie banner and forms of HTML; comments, scripts and styles vanish', () => {
    const { chrome, article, unplaced } = parsePage(
      `<!-- hidden --><style>p{}</style><header><a href="/">The Site</a></header><nav><ul><li>Home</li></ul></nav>
      <main><h1>T</h1><p>A lead.</p></main><script>let x;</script><div class="cookie-banner">Biscuits?</div><footer>Imprint line</footer>`,
    );
    expect(article).toMatchObject({ title: 'T', lead: 'A lead.' });
    expect(chrome).toEqual(['The Site', 'Home', 'Biscuits?', 'Imprint line']);
    expect(unplaced).toEqual([]);
  });

  test('addresses of links in running text are listed, for they have no field', () => {
    const { chrome, article } = parsePage(
      '# T\n\nA lead with [a map](https://x.example/map "big").',
    );
    expect(article.lead).toBe('A lead with a map.');
    expect(chrome).toEqual(['big', 'https://x.example/map']);
  });
});

describe('the title', () => {
  test.each<[string, string, string | null]>([
    ['h1 before og:title', '<title>C</title><meta property="og:title" content="B"><h1>A</h1>', 'A'],
    [
      'og:title before title',
      '<title>C</title><meta property="og:title" content="B"><h2>S</h2>',
      'B',
    ],
    [
      'title without its site',
      '<title>C | S</title><meta property="og:site_name" content="S"><h2>S2</h2>',
      'C',
    ],
    ['title alone, as it stands', '<title>C | S</title><h2>Section</h2>', 'C | S'],
    [
      'title shown in the page',
      '<title>Bridge opens | S</title><p>Bridge opens</p>',
      'Bridge opens',
    ],
    ['h1 in the header of the site', '<header><h1>A</h1></header><p>A lead.</p>', 'A'],
    ['a heading of any level', '<h3>A</h3><p>A lead.</p>', 'A'],
  ])('%s', (_, input, title) => {
    expect(parsePage(input, 'html').article.title).toBe(title);
  });

  test('text above the title has no place', () => {
    expect(parsePage('Kicker\n\n# T\n\nA lead.', 'markdown')).toMatchObject({
      article: { title: 'T', lead: 'A lead.' },
      unplaced: [{ line: 1, text: 'Kicker' }],
    });
  });
});

describe('characters', () => {
  const odd = 'A\u00A0b “q” ‘r’ — é e\u0301 👩🏽‍🎓 a\u00ADb c\u200Bd שלום 𝒳 <b> & 60–80%';

  test('come through text to the character', () => {
    expect(parsePage(`T\n\n\u00A0 ${odd} \u00A0`, 'text').article.lead).toBe(odd);
  });

  test('come through HTML entities to the character', () => {
    const coded = Array.from(odd, (one) => `&#${one.codePointAt(0)};`).join('');
    expect(parsePage(`<h1>T</h1><p>${coded}</p>`).article.lead).toBe(odd);
    expect(parsePage('<h1>A &amp; B &eacute;&shy;&nbsp;x</h1>').article.title).toBe(
      'A & B é\u00AD\u00A0x',
    );
  });

  test('what cannot be stored is reported with its line', () => {
    expect(parsePage('T\n\nA \0 lead.', 'text').problems).toMatchObject([{ line: 3 }]);
    expect(parsePage('T \uD800', 'text').problems).toMatchObject([{ line: 1 }]);
  });
});

describe('detectFormat', () => {
  test.each<[string, string | undefined, PasteFormat]>([
    ['Just words.\n\n• a bullet\n- another', undefined, 'text'],
    ['Words with <b> in them, and a < b.', undefined, 'text'],
    ['', undefined, 'text'],
    ['<p>Words</p>', undefined, 'html'],
    ['\uFEFF\r\n<!-- wp:paragraph -->\r\n<p>Words</p>', undefined, 'html'],
    ['Version:0.9\r\nStartHTML:1\r\n<html>', undefined, 'html'],
    ['Words<br><br><strong>More</strong>', undefined, 'html'],
    ['# Title\n\nWords', undefined, 'markdown'],
    ['Title\n=====\n\nWords', undefined, 'markdown'],
    ['Title\n\n**Heading:** words', undefined, 'markdown'],
    ['See [it](https://x.example).', undefined, 'markdown'],
    ['Just words.', 'page.md', 'markdown'],
    ['Just words.', 'page.HTM', 'html'],
    ['# Title', 'page.txt', 'markdown'],
  ])('%j in %s', (input, fileName, format) => {
    expect(detectFormat(input, fileName)).toBe(format);
  });
});

describe('a number alone on a line', () => {
  const textOf = ({ article }: ParsedPage): string =>
    [
      article.lead,
      ...article.outline.flatMap((s) => [s.heading, s.lead, ...s.bullets.map((b) => b.text)]),
    ].join(' ');

  test.each<[string, PasteFormat, string]>([
    [
      'a sentence broken before it',
      'text',
      'The number killed has risen to\n12.\nOfficials said so.',
    ],
    [
      'with a paragraph behind it',
      'text',
      'The number killed has risen to\n12.\n\nOfficials said so.',
    ],
    ['of three figures', 'text', 'The number killed has risen to\n120.\nOfficials said so.'],
    ['in HTML', 'html', '<p>The number killed has risen to<br>12.<br>Officials said so.</p>'],
    ['in an item', 'markdown', '- The number killed has risen to\n  12\\.\n  Officials said so.'],
  ])('%s is the end of that sentence', (_name, format, part) => {
    const before =
      format === 'html'
        ? `<h1>Storm</h1><p>${LEAD}</p><h2>Toll</h2>`
        : `# Storm\n\n${LEAD}\n\n## Toll\n\n`;
    const text = format === 'text' ? `Storm\n\n${LEAD}\n\nToll:\n\n${part}` : before + part;
    const parsed = parsePage(text, format);
    const all = [textOf(parsed), ...parsed.unplaced.map((u) => u.text)].join(' ');
    expect(all).toMatch(/has risen to 12?0?\./);
    expect(all).toContain('Officials said so.');
  });

  test.each([
    'Toll:\n1.\nFirst thing\n2.\nSecond thing\n3.\nThird thing',
    'Toll:\n\n1.\n\nFirst thing\n\n2.\n\nSecond thing\n\n3.\n\nThird thing',
  ])('opens an item in a list: %j', (list) => {
    const { article, unplaced } = parsePage(`Storm\n\n${LEAD}\n\n${list}`, 'text');
    expect(article.outline.flatMap(({ bullets }) => bullets.map(({ text }) => text))).toEqual([
      'First thing',
      'Second thing',
      'Third thing',
    ]);
    expect(unplaced).toEqual([]);
  });
});

describe('tags within Markdown', () => {
  test('links lead where they led, and pictures are listed', () => {
    const { article, chrome } = parsePage(
      [
        '# Bridge opens at last',
        LEAD,
        '## Key facts',
        '- It is made of oak <img src="/oak.jpg" alt="An oak">',
        'Source: <a class="x" href="https://source.example/story?a=1&amp;b=2">Reuters</a>',
        '## Recent News',
        '- <a href="https://n.example/1">A headline of another day</a>',
      ].join('\n\n'),
      'markdown',
    );
    expect(article).toMatchObject({
      sourceTitle: 'Reuters',
      sourceUrl: 'https://source.example/story?a=1&b=2',
      relatedNews: [{ headline: 'A headline of another day', url: 'https://n.example/1' }],
    });
    expect(JSON.stringify(chrome)).toContain('An oak');
  });
});
