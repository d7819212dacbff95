/** Requests to Strapi's own routes as a stranger tries them: each a path and a query. */
import fc from 'fast-check';
import { beginningOf } from './canaries';

interface Kind {
  /** Texts that Strapi's routes show. */
  open: string[];
  /** What they must not, and what is no text; asked for less often. */
  hidden: string[];
  relations: Record<string, string>;
  hiddenRelations: Record<string, string>;
}

const SHARED = ['id', 'documentId', 'createdAt', 'updatedAt', 'publishedAt', 'locale', 'nothing'];

const kind = (open: string[], relations: Record<string, string>, hidden: string[] = []): Kind => ({
  open,
  hidden: [...hidden, ...hidden, ...SHARED],
  relations,
  hiddenRelations: { createdBy: 'user', updatedBy: 'user', localizations: 'article' },
});

const KINDS: Record<string, Kind> = {
  article: kind(
    [
      ...['title', 'slug', 'lead', 'teaser', 'byline', 'sourceTitle', 'sourceUrl', 'coverAlt'],
      ...['coverCaption', 'coverCredit', 'version', 'firstPublishedAt'],
    ],
    { sections: 'section', relatedNews: 'entry', topics: 'named', authors: 'named', cover: 'file' },
    ['importHash', 'recentNewsRules', 'outline'],
  ),
  section: kind(['heading', 'lead', 'position'], { bullets: 'bullet', article: 'article' }),
  bullet: kind(['text', 'position'], { section: 'section' }),
  entry: kind(
    ['headline', 'teaser', 'url', 'position', 'origin'],
    { article: 'article', target: 'article' },
    ['hand', 'reason', 'asleep', 'targetDocumentId'],
  ),
  named: kind(['name', 'slug', 'description'], { picture: 'file', links: 'link' }, ['role']),
  link: { open: ['label', 'url', 'id'], hidden: ['x'], relations: {}, hiddenRelations: {} },
  file: kind(['name', 'alternativeText', 'caption', 'url', 'formats'], { related: 'article' }, [
    ...['folderPath', 'provider_metadata'],
  ]),
  site: kind(
    ['name', 'url', 'language', 'newsletterText', 'newsletterUrl', 'recentNewsHeading'],
    {},
  ),
  user: kind(['email', 'firstname', 'username'], { roles: 'user' }, ['password']),
};

const DOORS: Record<string, string> = {
  '/articles': 'article',
  '/sections': 'section',
  '/bullets': 'bullet',
  '/related-news-entries': 'entry',
  '/topics': 'named',
  '/authors': 'named',
  '/site': 'site',
};

const PROTOTYPES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];

const OPERATORS = [
  ...['$eq', '$eqi', '$ne', '$nei', '$in', '$notIn', '$lt', '$lte', '$gt', '$gte', '$not'],
  ...['$contains', '$notContains', '$containsi', '$notContainsi', '$startsWith', '$startsWithi'],
  ...['$endsWith', '$endsWithi', '$null', '$notNull'],
];
const WILD_OPERATORS = [
  ...['$between', '$and', '$or', '$exists', '$elemMatch', '$jsonSupersetOf', '$where', '$raw'],
  '$nonsense',
];

const oneOf = <T>(often: fc.Arbitrary<T>, seldom: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 9, arbitrary: often }, { weight: 1, arbitrary: seldom });

const scalarOf = (name: string): fc.Arbitrary<string> =>
  oneOf(fc.constantFrom(...KINDS[name]!.open), fc.constantFrom(...KINDS[name]!.hidden));

/** A relation with the kind that it leads to; null where there is none. */
const relationOf = (name: string): fc.Arbitrary<[string, string]> | null => {
  const { relations, hiddenRelations } = KINDS[name]!;
  const [open, hidden] = [Object.entries(relations), Object.entries(hiddenRelations)];
  if (hidden.length === 0) return null;
  const seldom = fc.constantFrom(...hidden);
  return open.length === 0 ? seldom : oneOf(fc.constantFrom(...open), seldom);
};

/** A place below a kind, such as `['sections', 'bullets', 'text']`. */
const pathFrom = (name: string, depth: number): fc.Arbitrary<string[]> => {
  const here = scalarOf(name).map((each): string[] => [each]);
  const relation = relationOf(name);
  if (depth === 0 || relation === null) return here;
  const below = relation.chain(([each, next]) =>
    pathFrom(next, depth - 1).map((rest) => [each, ...rest]),
  );
  return fc.oneof(here, below);
};

const relationFrom = (name: string, depth: number): fc.Arbitrary<string[]> => {
  const relation = relationOf(name);
  if (relation === null) return fc.constant(['*']);
  return relation.chain(([each, next]) =>
    depth === 0
      ? fc.constant<string[]>([each])
      : fc.oneof(
          fc.constant<string[]>([each]),
          relationFrom(next, depth - 1).map((rest) => [each, ...rest]),
        ),
  );
};

const inBrackets = (name: string, path: readonly string[]): string =>
  `${name}${path.map((part) => `[${part}]`).join('')}`;

const valueFrom = (words: readonly string[]) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...words).map(beginningOf) },
    { weight: 1, arbitrary: fc.constantFrom(...words) },
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        ...['', '0', '1', '-1', '1e99', 'true', 'null', '*', '%', '\\', "'", '2026-11-28', 'draft'],
        ...['999999999999999999999', 'NaN', '{}', '[]', '{"$ne":null}', 'x'.repeat(3000), '🌊'],
      ),
    },
  );

type Pair = [name: string, value: string];

const lead = (paths: string[][]) => fc.constantFrom(...paths);

const filterFrom = (name: string, words: readonly string[]): fc.Arbitrary<Pair> =>
  fc
    .tuple(
      oneOf(
        lead([[], [], ['$and', '0'], ['$or', '1'], ['$not'], ['$and', '0', '$or', '0']]),
        lead([['$and'], ['0'], ...PROTOTYPES.map((each) => [each])]),
      ),
      pathFrom(name, 3),
      oneOf(
        lead([...OPERATORS.map((each) => [each]), ['$in', '0'], ['$not', '$startsWith']]),
        lead([[], ['__proto__'], ['$between', '0'], ...WILD_OPERATORS.map((each) => [each])]),
      ),
      valueFrom(words),
    )
    .map(([before, path, operator, value]) => [
      inBrackets('filters', [...before, ...path, ...operator]),
      value,
    ]);

/** What else Strapi knows, and what it does not. */
const OTHERS = [
  ...['status=published', 'locale=*', 'locale=de', 'publicationFilter=never-published'],
  ...['publicationFilter=modified', 'publicationFilter=never-published-document', 'status=draft'],
  ...['publicationFilter=has-published-version', 'hasPublishedVersion=false'],
  ...['hasPublishedVersion=true', 'pagination[page]=2', 'pagination[pageSize]=100'],
  ...['pagination[start]=1', 'pagination[withCount]=false', 'sort[0]=title', 'fields[0]=title'],
];
const WILD_OTHERS = [
  ...['status=x', 'status[0]=draft', 'status[$ne]=published', 'publicationState=preview'],
  ...['publicationFilter[0]=modified', 'locale[0]=en', 'pagination[page]=-1', 'pagination=1'],
  ...['pagination[start]=x', 'pagination[pageSize]=100000', 'pagination[limit]=-1', 'limit=-1'],
  ...['pagination[withCount]=x', 'page=2', 'pageSize=0', 'start=1e9', 'filters=x', 'filters[0]=x'],
  ...['filters[]=', 'fields=*', 'fields[][]=title', 'sort=', 'sort=,', 'count=true', 'ordering=x'],
  ...['token=x', 'version=1', 'data[title]=x', '__proto__[x]=y', 'sort=id&sort=title', '_q=a&_q=b'],
  ...[`filters${'[$not]'.repeat(30)}[title]=x`, `filters${'[a]'.repeat(60)}=x`],
  `populate${'[sections][populate]'.repeat(12)}=*`,
];
const pairOf = (text: string): Pair => {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
};

const populateFrom = (name: string, words: readonly string[]): fc.Arbitrary<Pair> => {
  const nested = (path: string[]) =>
    path.flatMap((part, i) => (i === 0 ? [part] : ['populate', part]));
  return fc.oneof(
    fc.constantFrom<Pair>(
      ['populate', '*'],
      ['populate', 'deep'],
      ['populate', 'true'],
      ['populate[0]', '*'],
      ['populate[__proto__]', '*'],
    ),
    relationFrom(name, 3).map((path): Pair => ['populate', path.join('.')]),
    relationFrom(name, 1).map((path): Pair => [
      inBrackets('populate', [...nested(path), 'populate']),
      '*',
    ]),
    fc
      .tuple(relationFrom(name, 3), fc.constantFrom('true', '*', 'false', ''))
      .map(([path, value]): Pair => [inBrackets('populate', nested(path)), value]),
    fc
      .tuple(
        relationFrom(name, 1),
        fc.constantFrom<Pair>(
          ['status', 'draft'],
          ['publicationState', 'preview'],
          ['hasPublishedVersion', 'false'],
          ['publicationFilter', 'never-published'],
          ['count', 'true'],
          ['on', 'api::article.article'],
          ['sort', 'createdBy.email'],
          ['fields][0', 'importHash'],
        ),
      )
      .map(([path, [key, value]]): Pair => [inBrackets('populate', [...nested(path), key]), value]),
    fc
      .tuple(relationFrom(name, 1), pathFrom(name, 2), valueFrom(words))
      .map(([path, where, value]): Pair => [
        inBrackets('populate', [...nested(path), 'filters', ...where, '$startsWith']),
        value,
      ]),
  );
};

const otherFrom = (name: string, words: readonly string[]): fc.Arbitrary<Pair> =>
  fc.oneof(
    fc
      .tuple(
        oneOf(fc.constantFrom('sort', 'sort[0]'), fc.constant('sort[a]')),
        pathFrom(name, 2),
        oneOf(fc.constantFrom('', ':asc', ':desc'), fc.constant(':x')),
      )
      .map(([key, path, direction]): Pair => [key, `${path.join('.')}${direction}`]),
    fc
      .tuple(
        oneOf(fc.constant('fields'), fc.constantFrom('fields[0]', 'fields[a]')),
        pathFrom(name, 0),
      )
      .map(([key, path]): Pair => [key, path.join('.')]),
    valueFrom(words).map((value): Pair => ['_q', value]),
    oneOf(fc.constantFrom(...OTHERS), fc.constantFrom(...WILD_OTHERS)).map(pairOf),
  );

/** A path below `/api` with its query, such as `/articles?filters[title][$eq]=x`. */
export const stockRequest = (
  words: readonly string[],
  documentIds: readonly string[],
): fc.Arbitrary<string> =>
  fc
    .tuple(
      oneOf(fc.constantFrom('/articles', ...Object.keys(DOORS)), fc.constant('/articles')),
      fc.oneof(
        { weight: 5, arbitrary: fc.constant(null) },
        fc.constantFrom(...documentIds, '1', 'x', '__proto__'),
      ),
    )
    .chain(([door, id]) => {
      const name = DOORS[door]!;
      return fc
        .array(
          fc.oneof(
            { weight: 4, arbitrary: filterFrom(name, words) },
            { weight: 3, arbitrary: populateFrom(name, words) },
            { weight: 3, arbitrary: otherFrom(name, words) },
          ),
          { minLength: 1, maxLength: 3 },
        )
        .map((pairs) => {
          const query = pairs.map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
          return `${door}${id === null ? '' : `/${id}`}?${query.join('&')}`;
        });
    });
