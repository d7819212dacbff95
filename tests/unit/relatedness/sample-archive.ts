import type { Story } from '../../../src/plugins/recent-news/server/src/relatedness/story';
import { DAY } from '../../../src/plugins/recent-news/server/src/relatedness/story';

const START = Date.UTC(2026, 0, 5);

/** Four small beats, told in other words each time, so that what belongs together is known. */
const BEATS: Record<string, readonly [string, string][]> = {
  harbour: [
    [
      'Ferry strike halts harbour crossings',
      'Deckhands walked out on Monday and every ferry across the harbour stayed at its pier. The union wants rest days back.',
    ],
    [
      'Harbour ferries sail again after strike',
      'The ferry union and the port agreed on rest days; deckhands returned to the harbour piers before dawn.',
    ],
    [
      'New pier for harbour ferries opens late',
      'Cranes finished the second ferry pier in the harbour eight months behind plan, the port said.',
    ],
    [
      'Port raises ferry fares in the harbour',
      'A harbour crossing by ferry costs 40 cents more from March, the port board decided.',
    ],
  ],
  vaccine: [
    [
      'Clinic offers measles vaccine at night',
      'Nurses give the measles vaccine until midnight after an outbreak in two schools.',
    ],
    [
      'Measles outbreak reaches a third school',
      'Doctors counted nine measles cases and asked parents to check each vaccine card.',
    ],
    [
      'Measles outbreak declared over',
      'No measles case for six weeks: the clinic closes its night vaccine desk.',
    ],
    [
      'Vaccine store loses power, doses destroyed',
      'The clinic threw away 800 doses of measles vaccine after a fridge failed.',
    ],
  ],
  comet: [
    [
      'Amateur finds comet near Saturn',
      'A telescope in a garden caught a comet on its way past Saturn, astronomers confirmed.',
    ],
    [
      'Comet brightens on its way to the Sun',
      'Astronomers expect the comet to be seen without a telescope in May.',
    ],
    [
      'Probe to meet the comet in spring',
      'The space agency turned an old probe toward the comet; astronomers hope for pictures.',
    ],
    [
      'Comet breaks into three pieces',
      'Telescope pictures show that the comet split as it neared the Sun, astronomers said.',
    ],
  ],
  budget: [
    [
      'Council passes budget with tax rise',
      'Property tax goes up by three per cent in the budget that the council passed at midnight.',
    ],
    [
      'Council budget short of four million',
      'Auditors found a hole in the council budget; a tax rise is one way to fill it.',
    ],
    [
      'Mayor vetoes the council budget',
      'The mayor refuses the tax rise in the budget and sends it back to the council.',
    ],
    [
      'Budget deal ends council stand-off',
      'Mayor and council agreed on a budget with half of the tax rise.',
    ],
  ],
};

export const sampleArchive = (): Story[] => {
  const stories: Story[] = [];
  const beats = Object.entries(BEATS);
  for (let round = 0; round < 4; round++) {
    for (const [beat, entries] of beats) {
      const [title, body] = entries[round]!;
      stories.push({
        id: `${beat}-${round + 1}`,
        title,
        body,
        beat,
        publishedAt: START + stories.length * DAY,
      });
    }
  }
  return stories;
};
