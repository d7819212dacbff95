import {
  bindsMeaning,
  cutsOf,
  shortenedTo,
} from '../../../src/plugins/recent-news/server/src/teasers/cuts';

const wordings = (sentence: string, code = 'en'): string[] =>
  cutsOf(sentence, code).map(({ text }) => text);

describe('safe cuts', () => {
  it('offers the whole sentence first', () => {
    expect(cutsOf('The bridge is closed.', 'en')).toEqual([
      { text: 'The bridge is closed.', cuts: [] },
    ]);
  });

  it.each([
    [
      'a connective',
      'Meanwhile, the bridge over the Wend is closed.',
      'The bridge over the Wend is closed.',
    ],
    [
      'a conjunction',
      'But the bridge over the Wend is closed.',
      'The bridge over the Wend is closed.',
    ],
    [
      'a frame',
      'In this paper we present a faster way to sort.',
      'We present a faster way to sort.',
    ],
    ['a weekday', 'On Monday morning, the bridge was closed.', 'The bridge was closed.'],
    [
      'a parenthesis',
      'The Wend Bridge Board (WBB) closed the bridge.',
      'The Wend Bridge Board closed the bridge.',
    ],
    [
      'a trailing participle',
      'The county closed the bridge over the Wend on Monday, forcing lorries to take the road through Oxmere.',
      'The county closed the bridge over the Wend on Monday.',
    ],
    [
      'a closing relative clause',
      'The county closed the old bridge over the Wend, which was built in 1874.',
      'The county closed the old bridge over the Wend.',
    ],
    [
      'a relative clause in the middle',
      'The bridge, which was built in 1874, was closed on Monday.',
      'The bridge was closed on Monday.',
    ],
    [
      'an insertion between dashes',
      'The bridge – built in 1874 – was closed on Monday.',
      'The bridge was closed on Monday.',
    ],
  ])('leaves out %s', (_name, sentence, cut) => {
    expect(wordings(sentence)).toContain(cut);
  });

  it.each([
    'The driver stole the van and left it in Oxmere, police said.',
    'The driver stole the van and left it in the village of Oxmere, according to police.',
    'According to police, the driver stole the van and left it in the village of Oxmere.',
    'Police said the driver stole the van, and that he left it in the village of Oxmere.',
    'The driver – police say – stole the van and left it in the village of Oxmere.',
    'The driver, who police say was drunk, was found asleep in the village of Oxmere.',
    'The driver was found asleep in the village of Oxmere, prosecutors alleging that he was drunk.',
    'Allegedly, the driver stole the van and left it in the village of Oxmere.',
    'The driver stole the van (police say) and left it in the village of Oxmere.',
    'As a result, said the judge, the arrest of the driver in Oxmere was unlawful.',
    'The firm will pay a fine of two million pounds to the county, the court was told.',
    'The minister has taken money from the firm; that is what two witnesses claim.',
  ])('keeps who says so: %s', (sentence) => {
    const said = /\b(?:police|according|alleg\w*|prosecutors|judge|court was told|witnesses)\b/i;
    for (const text of wordings(sentence)) expect(text).toMatch(said);
  });

  it.each([
    'If the board agrees, the bridge over the Wend will be closed on Monday.',
    'Unless the board agrees, the bridge over the Wend will stay open on Monday.',
    'The bridge over the Wend will be closed on Monday, provided that the board agrees.',
    'The bridge over the Wend will be closed on Monday, assuming that the board agrees.',
    'The bridge over the Wend will be closed on Monday, pending an appeal by the county.',
    'The bridge over the Wend was closed on Monday, except for buses and ambulances.',
  ])('keeps conditions: %s', (sentence) => {
    expect(wordings(sentence)).toEqual([sentence]);
  });

  it('does not take items of a list for a clause', () => {
    expect(
      wordings('The school of the village teaches reading, writing, and drawing.'),
    ).toHaveLength(1);
    expect(
      wordings('Officers said Ann, 21, and Bob, 19, were found near the bridge.'),
    ).toHaveLength(1);
  });

  it('cuts nothing but parentheses in other languages', () => {
    expect(
      wordings(
        'Allerdings wurde die Brücke (Baujahr 1874) gesperrt, was den Verkehr behindert.',
        'de',
      ),
    ).toEqual([
      'Allerdings wurde die Brücke (Baujahr 1874) gesperrt, was den Verkehr behindert.',
      'Allerdings wurde die Brücke gesperrt, was den Verkehr behindert.',
    ]);
  });

  it('knows the words that bind a meaning', () => {
    for (const span of [
      'police said',
      'reportedly',
      'if it rains',
      'didn’t',
      'may have',
      'according to Ann',
    ])
      expect(bindsMeaning(span)).toBe(true);
    for (const span of ['built in 1874', 'which opened on Monday'])
      expect(bindsMeaning(span)).toBe(false);
  });

  it('shortens at a clause boundary as a last resort', () => {
    const sentence =
      'The bridge was closed on Monday, and the lorries drove through the village until it was open again.';
    expect(shortenedTo(sentence, 60, 20)!.text).toBe('The bridge was closed on Monday…');
    expect(shortenedTo('x'.repeat(300), 200, 60)).toBeNull();
  });
});

it('cuts no clause that stands before everything it could belong to', () => {
  const sentence = ', which had waited, opened in the spring.';
  expect(cutsOf(sentence, 'en').map(({ text }) => text)).toEqual([sentence]);
});
