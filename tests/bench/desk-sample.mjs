/** A page of 7 sections and 18 bullets with its source, invented, of the length of a usual one. */

export const PAGE = {
  title: 'The lock at Ostervik gets new gates before the ice comes',
  lead: 'Barges pass again from Thursday, after eleven weeks in which the town’s only way to the sea was shut.',
  byline: 'Mara Lind',
  sourceTitle: 'Canal board, notice 31',
  sourceUrl: 'https://canal.example/notices/31',
  sections: [
    {
      heading: 'What was done',
      lead: 'Both gates were lifted out and replaced by ones of oak and steel.',
      bullets: [
        'Each gate weighs 38 tonnes and is nine metres high',
        'Divers cleared 60 tonnes of silt from the sill',
        'The old hinges of 1911 stay in use',
      ],
    },
    {
      heading: 'Why it could not wait',
      lead: 'A survey in spring found that the lower gate let through a bathtub of water a second.',
      bullets: [
        'The leak had doubled within two years',
        'Ice would have pressed on the weakest beam',
        'A failure would have drained the upper basin in a day',
      ],
    },
    {
      heading: 'Who pays',
      lead: 'The canal board carries two thirds, the province the rest.',
      bullets: [
        'The whole work costs 4.2 million',
        'The dues for barges stay as they are until 2029',
        'A private bid to run the lock was turned down',
      ],
    },
    {
      heading: 'What skippers should know',
      lead: 'The first week runs by appointment, in daylight only.',
      bullets: [
        'Calls go to channel 18 an hour ahead',
        'Barges over 60 metres need a pilot',
        'Small boats pass together at noon',
      ],
    },
    {
      heading: 'What changes for the town',
      lead: 'The footbridge over the lower gate is wide enough for a pram now.',
      bullets: [
        'It opens with the first barge on Thursday',
        'The detour by the mill ends the same day',
      ],
    },
    {
      heading: 'What is still open',
      lead: 'The pump house waits for a part that is held up abroad.',
      bullets: [
        'Until it comes a hired pump fills the chamber',
        'Passing takes 25 minutes instead of 15',
      ],
    },
    {
      heading: 'What comes next',
      lead: 'The two locks upstream are surveyed in the new year.',
      bullets: ['They were built by the same yard', 'The board expects to report in April'],
    },
  ],
};

/** The same page as somebody would copy it from elsewhere. */
export const asText = ({ title, byline, lead, sections, sourceTitle, sourceUrl } = PAGE) =>
  [
    title,
    `By ${byline}`,
    lead,
    ...sections.flatMap((section) => [
      section.heading,
      section.lead,
      section.bullets.map((bullet) => `• ${bullet}`).join('\n'),
    ]),
    `Source: ${sourceTitle}\n${sourceUrl}`,
  ].join('\n\n');
