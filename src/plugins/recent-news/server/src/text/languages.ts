import { stopwords as arabic } from '@orama/stopwords/arabic';
import { stopwords as danish } from '@orama/stopwords/danish';
import { stopwords as dutch } from '@orama/stopwords/dutch';
import { stopwords as english } from '@orama/stopwords/english';
import { stopwords as finnish } from '@orama/stopwords/finnish';
import { stopwords as french } from '@orama/stopwords/french';
import { stopwords as german } from '@orama/stopwords/german';
import { stopwords as italian } from '@orama/stopwords/italian';
import { stopwords as norwegian } from '@orama/stopwords/norwegian';
import { stopwords as portuguese } from '@orama/stopwords/portuguese';
import { stopwords as russian } from '@orama/stopwords/russian';
import { stopwords as spanish } from '@orama/stopwords/spanish';
import { stopwords as swedish } from '@orama/stopwords/swedish';
import { stopwords as turkish } from '@orama/stopwords/turkish';
import { stemmer as stemArabic } from '@orama/stemmers/arabic';
import { stemmer as stemDanish } from '@orama/stemmers/danish';
import { stemmer as stemDutch } from '@orama/stemmers/dutch';
import { stemmer as stemEnglish } from '@orama/stemmers/english';
import { stemmer as stemFinnish } from '@orama/stemmers/finnish';
import { stemmer as stemFrench } from '@orama/stemmers/french';
import { stemmer as stemGerman } from '@orama/stemmers/german';
import { stemmer as stemItalian } from '@orama/stemmers/italian';
import { stemmer as stemNorwegian } from '@orama/stemmers/norwegian';
import { stemmer as stemPortuguese } from '@orama/stemmers/portuguese';
import { stemmer as stemRussian } from '@orama/stemmers/russian';
import { stemmer as stemSpanish } from '@orama/stemmers/spanish';
import { stemmer as stemSwedish } from '@orama/stemmers/swedish';
import { stemmer as stemTurkish } from '@orama/stemmers/turkish';

/** What the teaser writer knows of a language. */
export interface Language {
  code: string;
  stopWords: ReadonlySet<string>;
  stem: (word: string) => string;
  /** Lower-case words that point back to an earlier sentence when a sentence starts with them. */
  pointers: ReadonlySet<string>;
  /** Lower-case openings that join a sentence to the one before it. */
  connectives: readonly string[];
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const language = (
  code: string,
  stopWords: readonly string[],
  stem: (word: string) => string,
  pointers = '',
  connectives: readonly string[] = [],
): Language => ({
  code,
  stopWords: new Set(stopWords.map((word) => word.toLowerCase())),
  stem,
  pointers: words(pointers),
  connectives,
});

const ALL: readonly Language[] = [
  language(
    'en',
    [...english, 'a', 'also', 'said', 'says', 'say'],
    stemEnglish,
    'he she it they him her them his hers its their theirs this that these those such both neither one another there here',
    [
      'however',
      'but',
      'and',
      'or',
      'nor',
      'so',
      'yet',
      'also',
      'moreover',
      'furthermore',
      'additionally',
      'in addition',
      'meanwhile',
      'nevertheless',
      'nonetheless',
      'therefore',
      'thus',
      'hence',
      'consequently',
      'as a result',
      'instead',
      'otherwise',
      'then',
      'similarly',
      'likewise',
      'in contrast',
      'by contrast',
      'on the other hand',
      'for example',
      'for instance',
      'that is',
      'in other words',
      'besides',
      'still',
      'finally',
      'to this end',
      'to that end',
      'in turn',
      'in fact',
      'indeed',
      'of course',
      'after that',
      'because',
    ],
  ),
  language(
    'de',
    german,
    stemGerman,
    'er sie es ihn ihm ihr ihnen sein seine seinen seinem seiner ihre ihren ihrem ihrer dies diese dieser dieses diesem diesen jene jener jenes dabei dafür damit dazu daran darauf darin davon dort beide beides',
    [
      'aber',
      'und',
      'doch',
      'jedoch',
      'allerdings',
      'außerdem',
      'zudem',
      'deshalb',
      'daher',
      'dennoch',
      'trotzdem',
      'auch',
      'denn',
      'sondern',
      'so',
      'dagegen',
      'hingegen',
      'inzwischen',
      'schließlich',
      'zum beispiel',
    ],
  ),
  language(
    'fr',
    french,
    stemFrench,
    "il elle ils elles lui leur leurs son sa ses ce cet cette ces cela ça celui celle ceux celles c'est y en",
    [
      'mais',
      'et',
      'ou',
      'or',
      'donc',
      'cependant',
      'toutefois',
      'néanmoins',
      'pourtant',
      'ainsi',
      'de plus',
      'en outre',
      'par ailleurs',
      'en revanche',
      'par exemple',
      'en effet',
      'aussi',
      'enfin',
      'puis',
    ],
  ),
  language(
    'es',
    spanish,
    stemSpanish,
    'él ella ello ellos ellas su sus le les lo la este esta esto estos estas ese esa eso esos esas aquel aquella aquellos aquellas ambos ambas',
    [
      'pero',
      'y',
      'o',
      'sin embargo',
      'no obstante',
      'además',
      'también',
      'por lo tanto',
      'por tanto',
      'así',
      'por eso',
      'en cambio',
      'por ejemplo',
      'aunque',
      'mientras tanto',
      'finalmente',
      'luego',
      'entonces',
    ],
  ),
  language(
    'ar',
    arabic,
    stemArabic,
    'هو هي هم هن هما هذا هذه ذلك تلك هؤلاء أولئك وهو وهي وهم وهذا وهذه وذلك',
    [
      'لكن',
      'ولكن',
      'غير أن',
      'إلا أن',
      'ثم',
      'كما',
      'أيضا',
      'لذلك',
      'ولذلك',
      'مع ذلك',
      'ومع ذلك',
      'في المقابل',
    ],
  ),
  language('da', danish, stemDanish, 'han hun den det de dette denne disse hans hendes deres', [
    'men',
    'og',
    'dog',
    'derfor',
    'desuden',
  ]),
  language('fi', finnish, stemFinnish, 'hän he se ne tämä nämä hänen heidän sen niiden', [
    'mutta',
    'ja',
    'kuitenkin',
    'lisäksi',
    'siksi',
  ]),
  language(
    'it',
    italian,
    stemItalian,
    'egli lui lei esso essa loro suo sua suoi sue questo questa questi queste quello quella',
    ['ma', 'e', 'però', 'tuttavia', 'inoltre', 'quindi', 'perciò', 'anche'],
  ),
  language('nl', dutch, stemDutch, 'hij zij ze het hun hem haar zijn deze dit die dat', [
    'maar',
    'en',
    'echter',
    'toch',
    'bovendien',
    'daarom',
    'ook',
  ]),
  language(
    'no',
    norwegian,
    stemNorwegian,
    'han hun den det de dette denne disse hans hennes deres',
    ['men', 'og', 'likevel', 'derfor', 'dessuten'],
  ),
  language(
    'pt',
    portuguese,
    stemPortuguese,
    'ele ela eles elas seu sua seus suas este esta isto estes estas esse essa isso',
    ['mas', 'e', 'porém', 'contudo', 'no entanto', 'além disso', 'portanto', 'também'],
  ),
  language('ru', russian, stemRussian, 'он она оно они его её ее их это этот эта эти тот та те', [
    'но',
    'и',
    'а',
    'однако',
    'также',
    'кроме того',
    'поэтому',
    'тем не менее',
  ]),
  language('sv', swedish, stemSwedish, 'han hon den det de detta denna dessa hans hennes deras', [
    'men',
    'och',
    'dock',
    'därför',
    'dessutom',
  ]),
  language('tr', turkish, stemTurkish, 'o onlar bu şu bunlar şunlar onun onların', [
    'ama',
    've',
    'ancak',
    'fakat',
    'ayrıca',
    'bu nedenle',
  ]),
];
const BY_CODE = new Map(ALL.map((entry) => [entry.code, entry]));

/** For a language without lists: no stop words, no stems, the same ranking. */
const unknown = (code: string): Language => language(code, [], (word) => word);

/** Share of stop words below which a text is in none of the languages known here. */
const RECOGNISED = 0.12;

/**
 * The language that a text is written in: the tag's if given, else the one whose stop words are the
 * most frequent in it; English when too little speaks for another.
 *
 * @param tag BCP 47 tag (`de-AT`), if known
 * @param tokens lower-case words of the text
 */
export const languageOf = (tag: string | undefined, tokens: readonly string[]): Language => {
  const code = tag?.trim().toLowerCase().split(/[-_]/)[0];
  if (code) return BY_CODE.get(code) ?? unknown(code);
  const english = ALL[0]!;
  let best = english;
  let bestShare = share(english, tokens);
  if (bestShare > 0.25) return english;
  for (const entry of ALL.slice(1)) {
    const own = share(entry, tokens);
    if (own > bestShare && own > RECOGNISED) [best, bestShare] = [entry, own];
  }
  return best;
};

const share = (entry: Language, tokens: readonly string[]): number => {
  let hits = 0;
  for (const token of tokens) if (entry.stopWords.has(token)) hits++;
  return tokens.length ? hits / tokens.length : 0;
};
