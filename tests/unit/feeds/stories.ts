import type { PageData } from '../../../src/api/article/page/types';

/** Texts that break what is put together carelessly. */
export const NASTY = {
  title: 'Ends </script><script>alert(1)</script> ]]> & ]]> "quoted" \'too\' 🌊\u0007\uffff',
  lead: 'If a < b && c > d, then <b>not bold</b> &amp; ]]> stays.\u0000\u001f',
  bullet: '<img src=x onerror=alert(2)> \ud83d\ude80 é ]]>',
  topic: 'Sea <"&\'> Coast ]]>',
  author: 'Ada <Quill> & "Sons"',
};

/** What of them an XML document may carry. */
export const readable = (text: string): string => text.replace(/[\u0000\u0007\u001f\uffff]/g, '');

export const story = (over: Partial<PageData> = {}): PageData => ({
  documentId: 'k2v9x0c4m7q1z8b3n6d5f0aa',
  slug: 'storm-reaches-the-coast',
  title: 'Storm reaches the coast',
  lead: 'Ferries stay in port until Friday.',
  byline: null,
  language: 'en',
  authors: [],
  topics: [],
  firstPublishedAt: '2026-11-20T08:30:00.000Z',
  modifiedAt: '2026-11-21T09:45:10.000Z',
  updatedAt: '2026-11-22T10:00:00.000Z',
  sourceTitle: null,
  sourceUrl: null,
  cover: null,
  newsletter: null,
  sections: [],
  relatedNews: [],
  ...over,
});

export const full = (): PageData =>
  story({
    title: NASTY.title,
    lead: NASTY.lead,
    byline: 'By our desk',
    authors: [
      { name: NASTY.author, slug: 'ada-quill', role: 'Editor', picture: null },
      { name: 'Bo Reed', slug: 'bo-reed', role: null, picture: null },
    ],
    topics: [
      { name: NASTY.topic, slug: 'sea-coast' },
      { name: 'Weather', slug: 'weather' },
    ],
    sourceTitle: 'Harbour office, notice 3 & 4',
    sourceUrl: 'https://harbour.example/notices?n=3&m=4',
    cover: {
      url: '/uploads/wave.jpg?a=1&b=2',
      width: 1200,
      height: 800,
      alt: 'A wave "breaks" <here>',
      caption: 'The pier',
      credit: 'Cleo Marsh',
      formats: [{ url: '/uploads/small_wave.jpg', width: 500, height: 333 }],
    },
    sections: [
      { heading: 'What <now>?', lead: 'Wait & see.', bullets: [{ text: NASTY.bullet }] },
      { heading: 'Later', lead: null, bullets: [] },
    ],
    relatedNews: [{ headline: 'Older', teaser: null, url: null, slug: 'older', origin: 'machine' }],
  });

export const NEWSROOM = 'https://newsroom.example';
export const SITE = { name: 'Coast & Harbour', url: 'https://coast.example', language: 'en' };
