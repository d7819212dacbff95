import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parsePage } from '../../../src/api/article/paste';
import type { ParsedPage, PasteFormat } from '../../../src/api/article/paste';

/** One page in every dress that headings, bullets and Recent News come in: always the same article. */
const file = path.resolve(__dirname, '../../fixtures/pages/house-style.txt.json');
const plain = JSON.parse(readFileSync(file, 'utf8')) as ParsedPage;
const { article, newsletter } = plain;
type Section = ParsedPage['article']['outline'][number];
type Write = (section: Section) => string;

const call = newsletter?.text ?? '';
const expectPage = (input: string, format: PasteFormat, url: string | null): void => {
  const page = parsePage(input, format);
  expect(page.article).toEqual({
    ...article,
    relatedNews: article.relatedNews.map((entry) => ({ ...entry, url })),
  });
  expect(page.newsletter?.text).toBe(call);
  expect(page.newsletter?.buttonLabel).toBe('Join Now');
  expect([page.unplaced, page.problems]).toEqual([[], []]);
};

const outline = (heading: Write, bullets: Write): string =>
  article.outline.map((section) => `${heading(section)}${bullets(section)}`).join('\n\n');

const lines =
  (marker: string, before: string): Write =>
  ({ bullets }) =>
    bullets.length === 0 ? '' : before + bullets.map(({ text }) => marker + text).join('\n');

describe('plain text', () => {
  const headings: [string, Write][] = [
    ['colon', ({ heading, lead }) => `${heading}: ${lead}`],
    ['next line', ({ heading, lead }) => `${heading}\n${lead}`],
    ['own paragraph', ({ heading, lead }) => `${heading}\n\n${lead}`],
  ];
  const markers = ['• ', '- ', '* ', '– ', '1. ', '1) ', '\t•\t', 'o\t'];
  const labels = ['Recent News', 'Related', 'Read more', 'More stories', 'You may also like'];
  const cases = headings.flatMap(([name, heading]) =>
    markers.map(
      (marker, index) => [name, marker, labels[index % labels.length] ?? '', heading] as const,
    ),
  );

  test.each(cases)('heading as %s, bullets as %j, “%s”', (_, marker, label, heading) => {
    const news = article.relatedNews.map(({ headline, teaser }) => `${headline}\n${teaser ?? ''}`);
    const body = outline(heading, lines(marker, '\n'));
    const parts = [article.title, call, 'Join Now', article.lead, body, article.sourceTitle, label];
    expectPage([...parts, ...news].join('\n\n'), 'text', null);
  });
});

describe('Markdown', () => {
  const headings: [string, Write][] = [
    ['##', ({ heading, lead }) => `## ${heading}\n\n${lead}`],
    ['### with lead', ({ heading, lead }) => `### ${heading}: ${lead}`],
    ['setext', ({ heading, lead }) => `${heading}\n---\n${lead}`],
    ['bold colon', ({ heading, lead }) => `**${heading}:** ${lead}`],
    ['bold, colon', ({ heading, lead }) => `**${heading}**: ${lead}`],
    ['bold line', ({ heading, lead }) => `**${heading}**\n${lead}`],
    ['all bold', ({ heading, lead }) => `**${heading}: ${lead}**`],
    ['plain', ({ heading, lead }) => `${heading}: ${lead}`],
  ];
  const markers = ['- ', '* ', '+ ', '1. ', '1) ', '• ', '  • ', '– ', '    * '];
  const cases = headings.flatMap(([name, heading]) =>
    markers.map((marker) => [name, marker, heading] as const),
  );

  test.each(cases)('heading as %s, bullets as %j', (_, marker, heading) => {
    const news = article.relatedNews.map(
      ({ headline, teaser }) => `### [${headline}](https://x.example/)\n\n${teaser ?? ''}`,
    );
    const body = outline(heading, lines(marker, '\n\n'));
    const parts = [`# ${article.title}`, call, 'Join Now', article.lead, body, article.sourceTitle];
    expectPage(
      [...parts, '## Related stories', ...news].join('\n\n'),
      'markdown',
      'https://x.example/',
    );
  });
});

describe('HTML', () => {
  const headings: [string, Write][] = [
    ['h2', ({ heading, lead }) => `<h2>${heading}</h2><p>${lead}</p>`],
    ['h3 colon', ({ heading, lead }) => `<h3>${heading}:</h3>\n<p>${lead}</p>`],
    ['h4 with lead', ({ heading, lead }) => `<h4>${heading}: ${lead}</h4>`],
    ['strong colon', ({ heading, lead }) => `<p><strong>${heading}:</strong> ${lead}</p>`],
    ['b, colon', ({ heading, lead }) => `<p><b>${heading}</b>: ${lead}</p>`],
    ['b, br', ({ heading, lead }) => `<p><b>${heading}</b><br>${lead}</p>`],
    [
      'Google span',
      ({ heading, lead }) =>
        `<p><span style="font-weight:700">${heading}: </span><span style="font-weight:400">${lead}</span></p>`,
    ],
    ['plain p', ({ heading, lead }) => `<p>${heading}: ${lead}</p>`],
    ['plain div', ({ heading, lead }) => `<div>${heading}: ${lead}</div>`],
  ];
  const each =
    (write: (text: string) => string, around = ['', '']): Write =>
    ({ bullets }) =>
      bullets.length === 0
        ? ''
        : `${around[0]}${bullets.map(({ text }) => write(text)).join('\n')}${around[1]}`;
  const lists: [string, Write][] = [
    ['ul', each((text) => `<li>${text}</li>`, ['<ul>', '</ul>'])],
    ['ol with p', each((text) => `<li><p>${text}</p></li>`, ['<ol>', '</ol>'])],
    ['br', each((text) => `• ${text}<br>`, ['<p>', '</p>'])],
    ['p', each((text) => `<p>•&nbsp;&nbsp;${text}</p>`)],
    [
      'Word',
      each(
        (text) =>
          `<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>${text}<o:p></o:p></p>`,
      ),
    ],
    [
      'Gutenberg',
      each(
        (text) => `<!-- wp:list-item --><li>${text}</li><!-- /wp:list-item -->`,
        ['<!-- wp:list --><ul class="wp-block-list">', '</ul><!-- /wp:list -->'],
      ),
    ],
  ];
  const news = [
    [
      'h3 and p',
      (headline: string, teaser: string) =>
        `<h3><a href="https://x.example/">${headline}</a></h3>${teaser && `<p>${teaser}</p>`}`,
    ],
    [
      'li',
      (headline: string, teaser: string) =>
        `<ul><li><a href="https://x.example/">${headline}</a> ${teaser}</li></ul>`,
    ],
    [
      'li with p',
      (headline: string, teaser: string) =>
        `<ul><li><h4><a href="https://x.example/">${headline}</a></h4><p>${teaser}</p></li></ul>`,
    ],
  ] as const;
  const cases = headings.flatMap(([name, heading]) =>
    lists.map(
      ([list, bullets], index) =>
        [name, list, news[index % 3]?.[0] ?? '', heading, bullets, news[index % 3]?.[1]] as const,
    ),
  );

  test.each(cases)(
    'heading as %s, bullets as %s, news as %s',
    (_, __, ___, heading, bullets, entry) => {
      const entries = article.relatedNews.map(({ headline, teaser }) =>
        entry?.(headline, teaser ?? ''),
      );
      const top = `<h1>${article.title}</h1><p>${call}</p><button>Join Now</button><p>${article.lead}</p>`;
      const end = `<p>${article.sourceTitle}</p><h2>More from us</h2>${entries.join('\n')}`;
      expectPage(`${top}${outline(heading, bullets)}${end}`, 'html', 'https://x.example/');
    },
  );
});
