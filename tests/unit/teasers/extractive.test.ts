import { extractive } from '../../../src/plugins/recent-news/server/src/teasers/extractive';
import type { Story } from '../../../src/plugins/recent-news/server/src/teasers/provider';

const story = (body: string, more: Partial<Story> = {}): Story => ({
  id: 's1',
  title: '',
  body,
  ...more,
});
const write = (body: string, more: Partial<Story> = {}): string | undefined =>
  extractive.write(story(body, more))?.teaser;

const HARBOUR = [
  'The harbour board of Lowick has approved a new ferry terminal that will cost 14 million pounds.',
  'It will open in the spring of next year.',
  'However, the fishing fleet must move to the northern quay while the terminal is built.',
  'They have asked for money to pay for the move.',
  '“We were never asked,” said Ada Munro, who owns two boats in the harbour.',
].join('\n');

describe('the extractive teaser writer', () => {
  it('names itself and says why it chose a sentence', () => {
    const { teaser, why } = extractive.write(
      story(HARBOUR, { title: 'Lowick gets a ferry terminal' }),
    )!;
    expect(extractive.name).toBe('extractive');
    expect(teaser).toBe(HARBOUR.split('\n')[0]);
    expect(why).toMatchObject({ from: 'body', sentence: 0, cuts: [], faults: [] });
    expect(Object.keys(why.features)).toContain('expectedWords');
    const sum = Object.values(why.features).reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(why.score, 6);
  });

  it('starts with no pronoun and no connective when another sentence is to be had', () => {
    const body = [
      'He told the council on Tuesday that the bridge over the Wend would close for the whole summer.',
      'This means that lorries have to drive 40 kilometres further to reach the market of Harrowmouth.',
      'But buses to Harrowmouth will run as before, and the bridge will stay open for cyclists.',
      'Engineers found cracks in four of the nine pillars of the bridge in Harrowmouth.',
    ].join('\n');
    const teaser = write(body)!;
    expect(teaser).not.toMatch(/^(?:He|This|But|It|They|However)\b/);
  });

  it('takes a sentence that points back only when there is no other, and says so', () => {
    const { teaser, why } = extractive.write(
      story(
        'They said that the bridge over the river would be closed for the whole of the summer.',
      ),
    )!;
    expect(teaser).toMatch(/^They said/);
    expect(why.faults).toEqual(['starts with a word that points back']);
  });

  it('takes no part of something that was named a sentence ago', () => {
    const body = [
      'The lander of the Lowick works has reached its orbit around the Moon on Sunday evening.',
      'One of its four cameras has failed, but the landing on 19 October is not at risk.',
    ].join(' ');
    expect(write(body)).toMatch(/^The lander/);
    expect(
      extractive.write(
        story('Two of their ferries will stay in the harbour of Lowick all summer.'),
      )!.why.faults,
    ).toEqual(['starts with a word that points back']);
  });

  it('leaves out a leading "However" and gives the rest its capital', () => {
    const { teaser, why } = extractive.write(
      story('However, the fishing fleet of Lowick must move to the northern quay for two years.'),
    )!;
    expect(teaser).toBe(
      'The fishing fleet of Lowick must move to the northern quay for two years.',
    );
    expect(why.cuts).toEqual(['the opening “However”']);
  });

  it('keeps within 60 to 200 characters where the text allows it', () => {
    const long = `${'The committee of the harbour board discussed the plan for the terminal at length and at '.repeat(4)}last approved it.`;
    const body = `Short news.\n${long}\nThe board of Lowick approved the terminal by seven votes to two on Thursday evening.`;
    expect(write(body)).toBe(
      'The board of Lowick approved the terminal by seven votes to two on Thursday evening.',
    );
  });

  it('takes a shorter sentence when there is no longer one', () => {
    expect(write('The bridge is closed for good.\nIt rains.')).toBe(
      'The bridge is closed for good.',
    );
  });

  it('cuts the only sentence at a clause when it is too long, marks it, and keeps who said so', () => {
    const body =
      'Three men from the village of Oxmere stole copper cable worth 90,000 pounds from the railway between March and June, hid it in a barn behind the old mill, and sold it to a dealer in the next county who melted it down within days, police said.';
    expect(body.length).toBeGreaterThan(200);
    const { teaser, why } = extractive.write(story(body))!;
    expect(teaser.length).toBeLessThanOrEqual(200);
    expect(teaser).toMatch(
      /^Three men from the village of Oxmere stole copper cable.*…, police said$/,
    );
    expect(why.faults).toContain('shortened');
  });

  it.each([
    ['nothing', ''],
    ['spaces and empty lines', ' \n\n\t \n'],
    ['one word', 'Flood'],
    ['signs only', '… — !!! ???'],
    ['headings only', '# Background\n## What comes next\nSources\nThe operator'],
  ])('writes nothing for a body of %s', (_name, body) => {
    expect(extractive.write(story(body))).toBeNull();
  });

  it('reads a megabyte, and a megabyte without a full stop', () => {
    const sentences = Array.from(
      { length: 12_000 },
      (_, i) =>
        `Report number ${i} from the harbour of Lowick says that ${i % 97} ferries left on time that day.`,
    ).join(' ');
    expect(sentences.length).toBeGreaterThan(1_000_000);
    expect(write(sentences)!.length).toBeLessThanOrEqual(200);
    expect((write('word '.repeat(200_000)) ?? '').length).toBeLessThanOrEqual(200);
    expect(write('x'.repeat(1_000_000))).toBeUndefined();
  });

  it('does not repeat the title, and writes nothing rather than that', () => {
    const title = 'Council of Valdoro caps the water use of its new data centre';
    const repeated = 'The council of Valdoro caps the water use of its new data centre.';
    const other =
      'The operator had asked for 1,100 cubic metres a day, nearly three times what it gets.';
    expect(write(`${repeated}\n${other}`, { title })).toBe(other);
    expect(write(repeated, { title })).toBeUndefined();
  });

  it('passes over calls to act', () => {
    const body = [
      'Click here to read the full report on the ferry terminal that the board of Lowick approved.',
      'Sign up for our newsletter with all the news about the ferry terminal of Lowick harbour.',
      'Builders will start on the ferry terminal of Lowick in May and want to finish in eleven months.',
    ].join('\n');
    expect(write(body)).toMatch(/^Builders will start/);
    expect(write(body.split('\n')[0]!)).toBeUndefined();
  });

  it('quotes nobody without a name: a sentence from inside a quotation is not taken', () => {
    const body = [
      '“The terminal of Lowick is a gift to people who own big ships. The terminal of Lowick will ruin the fishing fleet within a year.” Ada Munro owns two boats in Lowick.',
    ].join('\n');
    expect(write(body)).not.toContain('ruin the fishing fleet within a year');
  });

  it('does not take half a sentence for a whole one at an abbreviation', () => {
    const body =
      'Work on the ferry terminal was led by Dr. Ines Falk of the harbour board for the last four years. The harbour board of Lowick wants the ferry terminal to open in spring.';
    expect(write(body)).toBe(
      'The harbour board of Lowick wants the ferry terminal to open in spring.',
    );
  });

  it('takes each line of a body for a paragraph, so that no sentence runs over a line end', () => {
    const body =
      'The harbour board of Lowick has approved\nthe plans for the new ferry terminal. The county of Wend pays half of the cost of the terminal in Lowick.';
    expect(write(body)).toBe('The county of Wend pays half of the cost of the terminal in Lowick.');
  });
});

describe('the parts of an article', () => {
  const lead =
    'Lowick gets a ferry terminal for 14 million pounds after a vote of seven to two on Thursday evening.';
  const sections = [
    {
      heading: 'Cost',
      lead: 'The ferry terminal costs 14 million pounds, of which the county pays half and the port the rest.',
      bullets: ['The county pays 7 million pounds towards the ferry terminal in two instalments'],
    },
    {
      heading: 'Boats',
      lead: null,
      bullets: ['Forty boats have to move to the northern quay of Lowick by the end of May'],
    },
  ];

  it('prefers the lead', () => {
    const { teaser, why } = extractive.write({
      id: 'a',
      title: 'Votes for a new terminal',
      lead,
      body: '',
      sections,
    })!;
    expect(teaser).toBe(lead);
    expect(why.from).toBe('lead');
  });

  it('falls back on a section lead when the lead repeats the title', () => {
    const { why } = extractive.write({ id: 'a', title: lead, lead, body: '', sections })!;
    expect(why.from).toBe('section lead');
  });

  it('takes a bullet, which ends without a full stop, only when there is no sentence', () => {
    const only = [{ heading: 'Boats', lead: null, bullets: sections[1]!.bullets }];
    const { teaser, why } = extractive.write({
      id: 'a',
      title: 'Boats move',
      body: '',
      sections: only,
    })!;
    expect(teaser).toBe(sections[1]!.bullets[0]);
    expect(why).toMatchObject({ from: 'bullet', faults: ['no end of a sentence'] });
  });

  it('reads a hard-wrapped lead as the one paragraph that it is', () => {
    const wrapped =
      'Lowick gets a ferry terminal\nfor 14 million pounds after a vote\nof seven to two on Thursday evening.';
    expect(extractive.write({ id: 'a', title: 'Votes', lead: wrapped, body: '' })!.teaser).toBe(
      lead,
    );
  });

  it('counts a sentence once that stands in the lead and in the body', () => {
    const { why } = extractive.write({
      id: 'a',
      title: 'Votes',
      lead,
      body: `${lead}\n${sections[0]!.lead}`,
      sections,
    })!;
    expect(why).toMatchObject({ from: 'lead', sentence: 0 });
  });
});

describe('other languages', () => {
  it.each([
    [
      'de',
      'Stadtrat stimmt für Fähranleger',
      [
        'Der Stadtrat von Lindhafen hat am Donnerstag den Bau eines Fähranlegers für 14 Millionen Euro beschlossen.',
        'Er soll im Frühjahr des kommenden Jahres eröffnet werden und 300 Menschen Arbeit geben.',
        'Allerdings muss die Fischerflotte von Lindhafen während der Bauzeit an den nördlichen Kai umziehen.',
      ],
    ],
    [
      'fr',
      'Un terminal pour les ferries',
      [
        'Le conseil municipal de Port-Clair a approuvé jeudi la construction d’un terminal de ferries à 14 millions d’euros.',
        'Il ouvrira au printemps prochain et donnera du travail à 300 personnes de la région.',
        'Cependant, la flotte de pêche de Port-Clair devra rejoindre le quai nord pendant les travaux.',
      ],
    ],
    [
      'es',
      'Una terminal para los barcos',
      [
        'El ayuntamiento de Puerto Claro aprobó el jueves la construcción de una terminal de barcos por 14 millones de euros.',
        'Esta abrirá en la primavera del próximo año y dará trabajo a 300 personas de la región.',
        'Sin embargo, la flota de pesca de Puerto Claro tendrá que mudarse al muelle norte durante las obras.',
      ],
    ],
    [
      'ar',
      'محطة جديدة للعبارات',
      [
        'وافق مجلس مدينة المرسى يوم الخميس على بناء محطة جديدة للعبارات بكلفة 14 مليون دينار.',
        'وهي ستفتح أبوابها في الربيع المقبل وتوفر العمل لثلاثمئة شخص من سكان المنطقة.',
        'ولكن أسطول الصيد في المرسى سينتقل إلى الرصيف الشمالي طوال مدة الأشغال في الميناء.',
      ],
    ],
  ])('chooses a whole sentence that stands on its own: %s', (language, title, sentences) => {
    const told = extractive.write({ id: 'x', title, language, body: sentences.join(' ') })!;
    expect(told.teaser).toBe(sentences[0]);
    expect(told.why.faults).toEqual([]);
    // The same without being told the language.
    expect(write(sentences.join('\n'), { title })).toBe(sentences[0]);
  });

  it('does not need to know the language', () => {
    const body =
      'A kikötő igazgatósága csütörtökön jóváhagyta az új kompkikötő tervét tizennégymillió euró értékben.';
    expect(write(body, { language: 'hu' })).toBe(body);
    expect(write(body, { language: 'not a tag' })).toBe(body);
  });

  it('splits Japanese and Chinese, which have no spaces', () => {
    const body =
      '港湾局は木曜日に新しいフェリーターミナルの建設を承認した。工事は来年の春に始まる予定だ。';
    expect(body).toContain(write(body, { language: 'ja' })!);
    expect(write(body, { language: 'ja' })).toMatch(/。$/);
  });
});
