import fc from 'fast-check';
import type {
  DeskDetails,
  DeskSection,
  DeskText,
} from '../../../../src/plugins/desk/server/src/contracts';
import { idsOf as listedIds, listOf } from '../../../../src/plugins/desk/server/src/ids';

export const DETAILS: DeskDetails = {
  slug: 'harbour',
  topics: 'coast,trains,water',
  authors: '',
  byline: 'Ada',
  sourceTitle: '',
  sourceUrl: '',
  teaser: '',
  firstPublishedAt: '',
  cover: '',
  coverAlt: '',
  coverCaption: '',
  coverCredit: '',
};

/** `a: x y` is a section with the bullets x and y; texts name their own place. */
export const page = (...sections: string[]): DeskText => ({
  title: 'Title',
  lead: 'Lead',
  sections: sections.map((line): DeskSection => {
    const [id = '', bullets = ''] = line.split(':');
    return {
      id,
      heading: `heading ${id}`,
      lead: `lead ${id}`,
      bullets: bullets
        .split(' ')
        .filter(Boolean)
        .map((bullet) => ({ id: bullet, text: `text ${bullet}` })),
    };
  }),
  details: DETAILS,
});

export const shape = (text: DeskText): string[] =>
  text.sections.map(({ id, bullets }) => `${id}: ${bullets.map((b) => b.id).join(' ')}`.trim());

type Edit =
  | { kind: 'type'; at: number }
  | { kind: 'bullet'; at: number; after: number }
  | { kind: 'section'; at: number }
  | { kind: 'drop'; at: number }
  | { kind: 'dropSection'; at: number }
  | { kind: 'move'; at: number; to: number; after: number }
  | { kind: 'moveSection'; at: number; to: number }
  | { kind: 'choose'; at: number }
  | { kind: 'unchoose'; at: number };

const n = fc.nat(11);
export const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('type' as const), at: fc.nat(40) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('bullet' as const), at: n, after: n }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('section' as const), at: n }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('drop' as const), at: n }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('dropSection' as const), at: n }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('move' as const), at: n, to: n, after: n }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('moveSection' as const), at: n, to: n }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('choose' as const), at: n }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unchoose' as const), at: n }) },
);

/** What a person does to the text; everything new carries `mark`, which is theirs alone. */
export const applyEdit = (before: DeskText, what: Edit, mark: string): DeskText => {
  const text = structuredClone(before);
  const { sections } = text;
  const pick = <T>(list: T[], at: number): T | undefined => list[at % Math.max(1, list.length)];
  const section = pick(sections, what.at);
  const homes = sections.flatMap((home) => home.bullets.map((bullet) => ({ home, bullet })));
  const found = pick(homes, what.at);
  switch (what.kind) {
    case 'type': {
      const places: ((add: string) => void)[] = [
        (add) => (text.title += add),
        (add) => (text.lead += add),
        (add) => (text.details.byline += add),
        (add) => (text.details.teaser += add),
        ...sections.flatMap((one) => [
          (add: string) => (one.heading += add),
          (add: string) => (one.lead += add),
        ]),
        ...homes.map(
          ({ bullet }) =>
            (add: string) =>
              (bullet.text += add),
        ),
      ];
      pick(places, what.at)?.(` ${mark}`);
      break;
    }
    case 'bullet':
      section?.bullets.splice(what.after % (section.bullets.length + 1), 0, {
        id: `b-${mark}`,
        text: mark,
      });
      break;
    case 'section':
      sections.splice(what.at % (sections.length + 1), 0, {
        id: `s-${mark}`,
        heading: mark,
        lead: '',
        bullets: [],
      });
      break;
    case 'drop':
      if (found) found.home.bullets.splice(found.home.bullets.indexOf(found.bullet), 1);
      break;
    case 'dropSection':
      if (section) sections.splice(sections.indexOf(section), 1);
      break;
    case 'move': {
      const to = pick(sections, what.to);
      if (!found || !to) break;
      found.home.bullets.splice(found.home.bullets.indexOf(found.bullet), 1);
      to.bullets.splice(what.after % (to.bullets.length + 1), 0, found.bullet);
      break;
    }
    case 'moveSection':
      if (!section) break;
      sections.splice(sections.indexOf(section), 1);
      sections.splice(what.to % (sections.length + 1), 0, section);
      break;
    case 'choose':
    case 'unchoose': {
      const topics = listedIds(text.details.topics);
      const [removed, added] = what.kind === 'choose' ? [0, [mark]] : [1, []];
      topics.splice(what.at % (topics.length + 1), removed, ...added);
      text.details.topics = listOf(topics);
    }
  }
  return text;
};

export const applyAll = (before: DeskText, edits: readonly Edit[], mark: string): DeskText =>
  edits.reduce((text, one, index) => applyEdit(text, one, `${mark}${index};`), before);

export const marksIn = (text: unknown): Set<string> =>
  new Set(JSON.stringify(text).match(/[a-z]\d+;/g) ?? []);

export const idsOf = (text: DeskText): string[] =>
  text.sections.flatMap(({ id, bullets }) => [id, ...bullets.map((b) => b.id)]);
