import type { DeskBody } from '../../../../src/plugins/desk/server/src/contracts';
import {
  asOneLine,
  asPlainText,
  blocksFromClipboard,
  isRich,
  looksLikePage,
} from '../../../../src/plugins/desk/admin/src/editor/clipboard';
import { pasteClip } from '../../../../src/plugins/desk/admin/src/editor/paste';
import { ids, lines, page, press } from './page';

const show = (html: string, text = '') =>
  blocksFromClipboard({ html, text }).map((block) => `${block.kind} ${block.text}`);

const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0} --></style>
<!--[if gte mso 9]><xml><w:WordDocument>secret</w:WordDocument></xml><![endif]--></head><body lang=EN-GB><!--StartFragment-->
<h2>Ferry\r\nreturns<o:p></o:p></h2>
<p class=MsoNormal>It sails&nbsp;again on Monday.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>Twelve &amp; more<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><!--[if !supportLists]--><span>2.<span>&nbsp; </span></span><!--[endif]-->Second</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp; </span></span>Third</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>· Fourth</p>
<!--EndFragment--></body></html>`;

const DOCS = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span>Harbour</span></h2><p dir="ltr"><span>One sentence.</span></p><br /><ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>First </span><a href="https://x.example"><span>point</span></a></p></li><li><p>Second<br>line</p></li></ul></b>`;

describe('what a clip is made of', () => {
  it('Word', () => {
    expect(show(WORD)).toEqual([
      'heading Ferry returns',
      'paragraph It sails again on Monday.',
      'bullet Twelve & more',
      'bullet Second',
      'bullet Third',
      'bullet Fourth',
    ]);
  });

  it('Google Docs', () => {
    expect(show(DOCS)).toEqual([
      'heading Harbour',
      'paragraph One sentence.',
      'bullet First point',
      'bullet Second line',
    ]);
  });

  it('plain lines with markers, and Markdown', () => {
    const text = '## Ferry ##\n\nPlain.\n• dot\n- dash\n* star\n1. one\n2) two\no\tsub\n-5 degrees';
    expect(show('', text)).toEqual([
      'heading Ferry',
      'paragraph Plain.',
      'bullet dot',
      'bullet dash',
      'bullet star',
      'bullet one',
      'bullet two',
      'bullet sub',
      'paragraph -5 degrees',
    ]);
  });

  it('takes a date for no list', () => {
    expect(show('', '1. May is a holiday.\nSo it is.')).toEqual([
      'paragraph 1. May is a holiday.',
      'paragraph So it is.',
    ]);
  });

  it.each([
    ['1. Mai: Streik beginnt', '2. Mai: Polizei räumt', '3. Mai: Einigung'],
    ['12. Mai Wahl', '13. Mai Ergebnis'],
    ['30. Jänner', '31. Januar'],
    ['2. März 2025', '3. Sept. 2025'],
    ['1. May: the strike begins', '2. May: the police come'],
    ['31. Mai', '1. Juni'],
  ])('takes days in a row for no list: %s', (...days) => {
    expect(show('', days.join('\n'))).toEqual(days.map((day) => `paragraph ${day}`));
    expect(show(days.map((day) => `<p>${day}</p>`).join(''))).toEqual(
      days.map((day) => `paragraph ${day}`),
    );
  });

  it('takes no month for the number before it', () => {
    expect(show('', '1. Eins\n2. Maibaum\n3. Mai')).toEqual([
      'bullet Eins',
      'bullet Maibaum',
      'paragraph 3. Mai',
    ]);
  });

  it.each(['- 5 Grad in Berlin', '* with a note', '# 1 of the charts', '1. Mai', '• dot'])(
    'keeps all of a single line: %s',
    (line) => {
      const clip = { html: '', text: line };
      expect(asOneLine(clip, blocksFromClipboard(clip)[0]!)).toBe(line);
    },
  );

  it('reads Markdown in the lines of a code editor', () => {
    expect(show('<div><div># Top</div><div>- item</div></div>')).toEqual([
      'heading Top',
      'bullet item',
    ]);
  });

  it('keeps what it does not know, and text that HTML lacks', () => {
    expect(show('a &unknown; b &#8211; c < d<br>next')).toEqual([
      'paragraph a &unknown; b – c < d',
      'paragraph next',
    ]);
    expect(show('<img src="x">', 'one\ntwo')).toEqual(['paragraph one', 'paragraph two']);
    expect(show('<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>')).toEqual([
      'paragraph a b',
      'paragraph c',
    ]);
  });

  it('says which of both a whole page is read from', () => {
    const text = 'The title\n\nThe lead\n\nA long paragraph that only the plain text has';
    expect(isRich({ html: '<h1>The title</h1><p>The lead</p>', text })).toBe(false);
    expect(isRich({ html: '<h1>The title</h1><p>The lead</p>', text: 'The title\nThe lead' })).toBe(
      true,
    );
    expect(isRich({ html: '<b>The title</b>', text: '' })).toBe(true);
    expect(isRich({ html: ' ', text: '' })).toBe(false);
    expect(asPlainText({ html: '<p>one</p><p>two</p>', text: '' })).toBe('one\ntwo');
    expect(asPlainText({ html: '<p>one</p>', text: 'one\r\ntwo' })).toBe('one\ntwo');
  });

  it('keeps the spaces around a single line', () => {
    const clip = { html: '', text: ' word ' };
    expect(asOneLine(clip, blocksFromClipboard(clip)[0]!)).toBe(' word ');
    const cell = { html: '<td>word</td>', text: 'word\r\n' };
    expect(asOneLine(cell, blocksFromClipboard(cell)[0]!)).toBe('word');
  });
});

describe('a whole page', () => {
  const empty: DeskBody = { title: '', lead: '', sections: [] };
  const long = (lines: number) =>
    Array.from({ length: lines }, (_, i) => `Line ${i}.`).join('\n\n');
  it('is many lines, or headings in a long text', () => {
    expect(looksLikePage({ html: '', text: long(13) }, empty)).toBe(true);
    expect(looksLikePage({ html: '', text: long(12) }, empty)).toBe(false);
    const headed = `## One\n${'word '.repeat(70)}\n## Two\n${'word '.repeat(70)}`;
    expect(looksLikePage({ html: '', text: headed }, empty)).toBe(true);
    expect(looksLikePage({ html: '', text: '## One\nword\n## Two\nword' }, empty)).toBe(false);
  });
  it('is none where a text stands already', () => {
    const title = { ...empty, title: 'A working title' };
    expect(looksLikePage({ html: '', text: long(40) }, title)).toBe(true);
    const lead = { ...empty, lead: 'word '.repeat(30) };
    expect(looksLikePage({ html: '', text: long(40) }, lead)).toBe(false);
  });
});

describe('pasting', () => {
  const TOP = ['T t', 'S s'];
  const paste = (text: string, ...before: string[]) => {
    const start = page(...before);
    const end = start.apply(pasteClip(start.tr, { html: '', text }));
    if (!end.doc.eq(start.doc)) expect(press(end, 'Mod-z').doc.eq(start.doc)).toBe(true);
    expect(new Set(ids(end).filter(Boolean)).size).toBe(ids(end).filter(Boolean).length);
    return lines(end);
  };
  it.each([
    ['one line goes into the text', 'x', ['H h', 'B a|b'], ['H h', 'B ax|b']],
    ['one line replaces a selection', 'x', ['H h', 'B a|b', 'B c|d'], ['H h', 'B ax|d']],
    [
      'lines follow a bullet',
      'x\n## y\nz',
      ['H h', 'B b|', 'B c'],
      ['H h', 'B b', 'B x', 'H y', 'L z|', 'B c'],
    ],
    ['lines split a bullet', 'x\ny', ['H h', 'B a|b'], ['H h', 'B a', 'B x', 'B y|', 'B b']],
    ['lines go before a bullet', 'x\ny', ['H h', 'B |b'], ['H h', 'B x', 'B y|', 'B b']],
    ['lines take the place of an empty bullet', 'x\ny', ['H h', 'B |'], ['H h', 'B x', 'B y|']],
    [
      'lines take the place of an empty lead',
      'x\ny',
      ['H h', 'L |', 'B b'],
      ['H h', 'L x', 'B y|', 'B b'],
    ],
    ['lines split a lead', 'x\ny', ['H h', 'L a|b'], ['H h', 'L a', 'B x', 'B y|', 'B b']],
    ['lines go below a lead', 'x\ny', ['H h|', 'L l', 'B b'], ['H h', 'L l', 'B x', 'B y|', 'B b']],
    ['lines give a heading its lead', 'x\ny', ['H h|', 'B b'], ['H h', 'L x', 'B y|', 'B b']],
    ['a heading fills an empty one', '# x\ny', ['H |', 'B b'], ['H x', 'L y|', 'B b']],
  ])('%s', (_what, text, before, after) => {
    expect(paste(text, ...TOP, ...before)).toEqual([...TOP, ...after]);
  });
  it('fills an empty top', () => {
    expect(paste('a\nb\n## c\nd', 'T |', 'S ')).toEqual(['T a', 'S b', 'H c', 'L d|']);
    expect(paste('a\nb', 'T |', 'S ')).toEqual(['T a', 'S b|']);
    expect(paste('- a\n- b', 'T t', 'S s|', 'H h')).toEqual([
      'T t',
      'S s',
      'H ',
      'B a',
      'B b|',
      'H h',
    ]);
  });
});
