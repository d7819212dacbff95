/** A sentence, whole or with words left out in order, and what was left out. */
export interface Cut {
  text: string;
  /** In words, for the editor; empty for the whole sentence. */
  cuts: string[];
}

/**
 * Words that say who says so, or how sure it is. A span holding one is never left out: without
 * "police said" an allegation reads as a fact, without "if" a condition as an event.
 */
const BINDING = new RegExp(
  String.raw`\b(?:said|say|says|saying|tells?|told|telling|according|accord|claim\w*|alleg\w*|report(?:s|ed|edly|ing|edly)?|accus\w*|beliefs?|believ\w*|suspect\w*|insist\w*|argu(?:e|es|ed|ing)|suggest\w*|warn\w*|add(?:s|ed|ing)|stat(?:es|ed|ing)|announc\w*|apparent\w*|seem\w*|appear\w*|suppos\w*|purport\w*|presum\w*|expect\w*|estimat\w*|predict\w*|plan(?:s|ned)?|hop(?:e|es|ed|ing)|fear\w*|thinks?|thought|thinking|know[ns]?|denie[sd]|deny\w*|confirm\w*|explain\w*|not(?:es|ed|ing)|describ\w*|call(?:s|ed|ing)|testif\w*|quot\w*|cit(?:es|ed|ing)|admit\w*|promis\w*|vow\w*|threaten\w*|pledg\w*|propos(?:ed|es)|conclud\w*|wrote|writes?|writing|tweet\w*|may|might|could|would|should|possib\w*|probab\w*|perhaps|likely|unlikely|potential\w*|unless|if|whether|provided|assuming|depending|pending|not|no|never|nor|neither|without|except|excluding|barring|until|only|unproven|unconfirmed|conditional\w*|rumou?r\w*|accuse\w*|charg(?:e|ed|es)|so-called|n't|\w+n['’]t|cannot)\b`,
  'i',
);
export const bindsMeaning = (span: string): boolean => BINDING.test(span);

const CONNECTIVE =
  /^(However|Meanwhile|Moreover|Furthermore|Additionally|In addition|Also|Besides|Nevertheless|Nonetheless|Therefore|Thus|Hence|Consequently|As a result|As a consequence|Accordingly|Instead|Finally|Lastly|First|Firstly|Second|Secondly|Third|Thirdly|Then|Now|Still|Yet|But|And|So|Unfortunately|Fortunately|Interestingly|Surprisingly|Remarkably|Importantly|Crucially|Notably|Specifically|In particular|More specifically|More precisely|More importantly|Concretely|Overall|In summary|In short|In conclusion|To conclude|To summari[sz]e|Similarly|Likewise|Elsewhere|Separately|For example|For instance|On the one hand|On the other hand|In contrast|By contrast|In fact|Indeed|Of course|To this end|To that end|To do so|To do this|To this aim|With this in mind|At the same time|In other words|In turn|Further|Moreover|Motivated by this|Inspired by this|Based on this|Incidentally|Again|Even so|That said|In the end|Ultimately|Eventually|Importantly|Rather|After all|In the meantime|Along the way|Here), (?=\S)/;
const CONJUNCTION =
  /^(But|And) (?=(?:the|a|an|in|on|at|we|our|he|she|it|they|his|her|their|its|this|that|these|those|some|many|most|one|two|\p{Lu}[\p{L}'’-]+)\b)/u;
const ADVERB_BEFORE_AUTHORS =
  /^(Here|Thus|Hence|Then|Therefore|Additionally|Also|Finally|Further|Furthermore|Consequently|Instead) (?=we\b)/;
const FRAME =
  /^(In this (?:paper|work|article|study|letter|report|note|manuscript|thesis|chapter|story|post)),? (?=\S)/;
const WEEKDAY =
  /^((?:Late |Early |Earlier )?[Oo]n (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?), (?=\S)/;
/** A leading clause before the authors or the paper as subject: they go on to assert what follows. */
const LEADING_CLAUSE =
  /^((?:To [a-z]+|In order to|By [a-z]+ing|Using|Based on|Inspired by|Motivated by|Building on|Building upon|Drawing on|Leveraging|Following|Given|Toward|Towards|With|Through|In the context of|In light of|As a first step|Here)\b[^;:]{3,220}?), (?=(?:we|our|this (?:paper|work|article|study|report))\b)/;
const CONCESSION =
  /^((?:Although|Though|Even though|While|Whilst|Whereas|Despite|In spite of)\b[^,;:]{8,220}), (?=(?:we|our|the|a|an|it|they|he|she|this|these|his|her|their|there|most|many|some|\p{Lu}[\p{L}'’-]+)\b)/u;

const LEADING: readonly { pattern: RegExp; name: string }[] = [
  { pattern: CONNECTIVE, name: 'connective' },
  { pattern: CONJUNCTION, name: 'conjunction' },
  { pattern: ADVERB_BEFORE_AUTHORS, name: 'connective' },
  { pattern: FRAME, name: 'frame' },
  { pattern: WEEKDAY, name: 'weekday' },
  { pattern: LEADING_CLAUSE, name: 'clause' },
  { pattern: CONCESSION, name: 'concession' },
];

const quoted = (span: string): string => {
  const bare = span.replace(/^[\s,;–—-]+|[\s,;]+$/g, '');
  return bare.length > 48 ? `“${bare.slice(0, 46).trimEnd()}…”` : `“${bare}”`;
};

const capitalised = (text: string): string => text.replace(/^\p{Ll}/u, (c) => c.toUpperCase());

const leadingCut = (text: string): Cut | null => {
  for (const { pattern, name } of LEADING) {
    const match = pattern.exec(text);
    if (!match) continue;
    const span = match[1]!;
    if (
      (name === 'clause' || name === 'concession') &&
      bindsMeaning(span.replace(/^(?:Given|To \w+)/, ''))
    )
      continue;
    const rest = text.slice(match[0].length);
    // "As a result, said the judge, …": what follows is an attribution without its sentence.
    if (/^(?:\w+ly )?(?:said|says|say|added|according|wrote|argued|claimed)\b/.test(rest)) continue;
    if (name === 'concession' && unsafeRest(rest)) continue;
    return { text: capitalised(rest), cuts: [`the opening ${quoted(span)}`] };
  }
  return null;
};
/** After "While A, B and C, we …" the first comma does not end the clause. */
const unsafeRest = (rest: string): boolean =>
  /^[^.]{0,40},? (?:and|or) [^,]{0,60}, (?:we|it|he|she|they)\b/.test(rest);

const PARENTHESIS = / ?(?:\([^()]{1,200}\)|\[[^[\]]{1,200}\])(?=[\s.,;:!?]|$)/g;
const parenthesisCut = (text: string): Cut | null => {
  const spans: string[] = [];
  const rest = text.replace(PARENTHESIS, (span: string, at: number) => {
    // "(a) … (b)": an enumeration's letters are left with their items, and an opening one has no host.
    if (at === 0 || bindsMeaning(span) || /^ ?[([][a-z\divx]{1,3}[)\]]$/.test(span)) return span;
    spans.push(span.trim());
    return '';
  });
  return spans.length ? { text: rest.replace(/\s+/g, ' ').trim(), cuts: spans.map(quoted) } : null;
};

const DASHES = / (?:[–—-]|--) ([^–—]{3,160}?) (?:[–—-]|--) (?=\p{Ll})/u;
const insertionCut = (text: string): Cut | null => {
  const match = DASHES.exec(text);
  if (!match || bindsMeaning(match[1]!) || /["“”]/.test(match[1]!)) return null;
  return {
    text: `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`,
    cuts: [quoted(match[1]!)],
  };
};

/** Verb forms by which the rest of a sentence is recognised as a clause of its own. */
const FINITE =
  /\b(?:is|are|was|were|has|have|had|will|can|does|do|did|be|been|said|says|we \w+|\w{2,}ed|made|took|won|lost|found|came|went|began|became|gave|got|held|kept|led|left|met|paid|ran|saw|sent|set|shows?|sold|spent|told|cut|hit|put|rose|fell|grew|knew|built|bought|brought|introduces?|presents?|proposes?|provides?|uses?|makes?|remains?|requires?|enables?|allows?|leads?|outperforms?|achieves?)\b/;
const NOT_PARTICIPLE =
  /^(?:saying|adding|according|including|during|nothing|something|anything|everything|morning|evening|string|spring|king|ring|wing|being|having been)\b/;
const TRAILING_PARTICIPLE =
  /, ((?:(?:thus|thereby|hence|while|while also|while still|therefore|effectively|also|further|potentially|simultaneously|directly|significantly|and thus|and thereby) )?([a-z]{3,}ing)\b[^;]*)$/;
const TRAILING_RELATIVE =
  /, ((?:which|who|whom|whose|where|(?:in|from|of|for|with|by|to|at|on|under|through) which)\b[^;]*)$/;
const TRAILING_PAST =
  /, (((?:[a-z]+ly )?[a-z]{2,}ed|built|made|led|held|given|taken|known|drawn) (?:by|on|upon|in|from|with|to|as|for|at|under|through)\b[^;]*)$/;
const TRAILING_LIST =
  /(?:, (?=(?:including|such as|especially|particularly|in particular|notably|namely|e\.g\.|i\.e\.|as well as|together with|along with|one of)\b)| (?=such as\b))([^;]*)$/;
const TRAILING_APPOSITION = /, ((?:an?|the first|the largest|the biggest|the only) [^;]*)$/;
const TRAILING_COORDINATE =
  /,? (and (?:(?:also|then|finally|further|thus|therefore|even|subsequently) )?(?:we|it|they|he|she|show|shows|demonstrate|demonstrates|demonstrated|provide|provides|present|prove|evaluate|apply|use|has|have|had|is|are|was|were|will|can|that|how)\b[^;]*)$/;
const TRAILING_DASH = / (?:[–—]|--?) ([^–—]{3,})$/;
const TRAILING_SEMICOLON = /; ([^;]{3,})$/;
const TRAILING_WITH =
  /, (with (?:the|a|an|its|his|her|their|some|more|many|most|\d[\d.,]*|another|other)\b[^;]*)$/;

const TRAILING: readonly { pattern: RegExp; name: string }[] = [
  { pattern: TRAILING_PARTICIPLE, name: 'participle' },
  { pattern: TRAILING_PAST, name: 'past participle' },
  { pattern: TRAILING_RELATIVE, name: 'relative' },
  { pattern: TRAILING_LIST, name: 'list' },
  { pattern: TRAILING_APPOSITION, name: 'apposition' },
  { pattern: TRAILING_WITH, name: 'with' },
  { pattern: TRAILING_COORDINATE, name: 'coordinate' },
  { pattern: TRAILING_DASH, name: 'dash' },
  { pattern: TRAILING_SEMICOLON, name: 'semicolon' },
];
/** A rest shorter than this many words is no teaser, and more often no clause. */
const MIN_HEAD_WORDS = 7;

const trailingCuts = (text: string): Cut[] => {
  const out: Cut[] = [];
  const end = /[.!?]$/.exec(text);
  if (!end) return out;
  const bare = text.slice(0, -1);
  for (const { pattern, name } of TRAILING) {
    const match = pattern.exec(bare);
    if (!match) continue;
    const span = match[1]!;
    const head = bare.slice(0, match.index);
    if (bindsMeaning(span) || /["“”]/.test(span)) continue;
    if (head.split(' ').length < MIN_HEAD_WORDS || !FINITE.test(head) || DANGLING_END.test(head))
      continue;
    if (name === 'participle' && (NOT_PARTICIPLE.test(match[2]!) || isListOfActs(head, span)))
      continue;
    if (name === 'apposition' && /, (?:and|or) | (?:and|or) (?:an?|the) /.test(span)) continue;
    if (/relative|participle|apposition|with/.test(name) && runsOn(span)) continue;
    if (name === 'coordinate' && /\b(?:both|either|between|not only)\b/.test(head)) continue;
    if (!/^(?:semicolon|dash)$/.test(name) && opensUnfinished(head)) continue;
    out.push({ text: `${head.trim()}.`, cuts: [`the end ${quoted(span)}`] });
  }
  return out;
};
/** What a sentence can't end on. */
const DANGLING_END =
  /[,(–—:;-]$| (?:and|or|but|that|to|of|the|an?|in|on|at|with|by|for|from|as|than|which|who|is|are|was|were|not|its|their|his|her|more|most|both)$/i;
/** "reading, writing, and drawing": the -ing words are items, not a clause that can go. */
const isListOfActs = (head: string, span: string): boolean =>
  /\b\w+ing(?: [\w-]+){0,3}$/.test(head) || /,? (?:and|or) (?:[\w-]+ )?\w+ing\b/.test(span);
/** "…, who was 30, died": what follows the comma belongs to the main clause. */
const runsOn = (span: string): boolean =>
  /, (?!and\b|but\b|or\b|which\b|who\b|where\b|while\b|as\b|\w+ing\b|such\b|\w+ed by\b)/.test(span);
/** "While A did b": a subordinate clause with no main clause behind it yet. */
const opensUnfinished = (head: string): boolean =>
  /^(?:While|Although|Though|When|If|As|After|Before|Because|Since|Whereas|Unless|Until|Once|Given|Despite|By|To|In order|For)\b/.test(
    head,
  ) && !head.includes(',');

const VERB_AHEAD = String.raw`(?=(?:is|are|was|were|has|have|had|will|can|did|does|\w{2,}ed|made|took|won|lost|found|came|went|began|became|gave|got|held|led|left|met|ran|said|says|told|rose|fell)\b)`;
const MIDDLE = [
  new RegExp(String.raw`, ((?:which|who|whose|where)\b[^,;:"“”]{4,140}), ${VERB_AHEAD}`),
  new RegExp(String.raw`, (an? [^,;:"“”]{4,100}), ${VERB_AHEAD}`),
  /, (\d{1,2}),(?= )/,
];
const middleCuts = (text: string): Cut[] => {
  const out: Cut[] = [];
  for (const pattern of MIDDLE) {
    const match = pattern.exec(text);
    // At the very start it stands in the middle of nothing.
    if (!match?.index || bindsMeaning(match[1]!) || / and | or /.test(match[1]!)) continue;
    // "Ann, 21, and Bob, 19, won": the ages of a list stay or go together.
    if (/^\d/.test(match[1]!) && (text.match(/, \d{1,2}\b/g)?.length ?? 0) > 1) continue;
    const before = text.slice(0, match.index);
    out.push({
      text: `${before} ${text.slice(match.index + match[0].length).trimStart()}`,
      cuts: [quoted(match[1]!)],
    });
  }
  return out;
};

/** A sentence longer than this is a list or a table, and not worth the search for cuts. */
const MAX_CUTTABLE = 1_200;
/** So many wordings of one sentence are enough to choose from. */
const MAX_WORDINGS = 16;

/**
 * A sentence and its safe cuts: leading connectives and adverbials, parentheses, insertions between
 * dashes, non-restrictive clauses, trailing participles. Attributions, conditions, hedges and
 * negations always stay. For languages other than English only parentheses are cut.
 */
export const cutsOf = (sentence: string, code: string): Cut[] => {
  const all: Cut[] = [{ text: sentence, cuts: [] }];
  if (sentence.length > MAX_CUTTABLE) return all;
  const seen = new Set([sentence]);
  for (let i = 0; i < all.length && all.length < MAX_WORDINGS; i++) {
    const { text, cuts } = all[i]!;
    const next =
      code === 'en'
        ? [
            leadingCut(text),
            parenthesisCut(text),
            insertionCut(text),
            ...middleCuts(text),
            ...trailingCuts(text),
          ]
        : [parenthesisCut(text)];
    for (const cut of next) {
      if (!cut || seen.has(cut.text)) continue;
      seen.add(cut.text);
      all.push({ text: cut.text, cuts: [...cuts, ...cut.cuts] });
    }
  }
  return all.slice(0, MAX_WORDINGS);
};

/** Room that a last-resort cut fills. */
const CLAUSE_BOUNDARY =
  /[,;:](?= )| (?=[–—-] )| (?=(?:and|but|or|because|while|which|who|after|before|when|where|so|as) )/g;
/** "…, police said": an attribution that closes a sentence, with its comma. */
const CLOSING_ATTRIBUTION =
  /,? (?:[\p{L}\d'’.-]+ ){0,6}(?:said|says|told [^,.]{2,30}|according to [^,.]{2,60}|reported|reports|claimed|claims|added|wrote|warned|argued)(?: [^,.]{0,40})?$/u;

/**
 * The last resort for a sentence that no safe cut brings within bounds: its beginning up to a clause
 * boundary, marked with an ellipsis. An attribution that closes the sentence is kept behind it.
 *
 * @returns null when no boundary leaves at least `least` characters
 */
export const shortenedTo = (sentence: string, most: number, least: number): Cut | null => {
  const bare = sentence.replace(/[.!?…]+$/u, '');
  const attribution = CLOSING_ATTRIBUTION.exec(bare)?.[0] ?? '';
  const room = most - attribution.length - 1;
  const body = attribution ? bare.slice(0, -attribution.length) : bare;
  let at = -1;
  for (const match of body.slice(0, room + 1).matchAll(CLAUSE_BOUNDARY))
    if (match.index >= least && match.index <= room) at = match.index;
  if (at < 0) at = body.lastIndexOf(' ', room);
  if (at < least) return null;
  const rest = sentence.slice(at).trim();
  const head = body.slice(0, at).replace(/[\s,;:–—-]+$/u, '');
  return { text: `${head}…${attribution}`, cuts: [`the end ${quoted(rest)}`] };
};
