import { h } from 'hastscript';
import { toHtml } from 'hast-util-to-html';
import type { Element } from 'hast';
import type { PageCover, PageData } from '../../article/page/types';
import { pictureAddress } from './addresses';

/** An address that leads to a web page, and to nothing that a reader's program would run. */
const isWebAddress = (url: string): boolean => /^https?:\/\//i.test(url);

const figure = (cover: PageCover, mediaOrigin: string): Element => {
  const { alt, caption, credit, width, height } = cover;
  const words = [caption, credit].filter((part) => part !== null).join(' · ');
  return h('figure', [
    h('img', { src: pictureAddress(cover.url, mediaOrigin), alt: alt ?? '', width, height }),
    ...(words ? [h('figcaption', words)] : []),
  ]);
};

const source = ({ sourceTitle, sourceUrl }: PageData): Element[] => {
  const words = sourceTitle ?? sourceUrl;
  if (words === null) return [];
  const cited =
    sourceUrl !== null && isWebAddress(sourceUrl) ? h('a', { href: sourceUrl }, words) : words;
  return [h('p', [h('cite', cited)])];
};

/** A story as HTML for readers' programs: picture, lead, sections and source. All texts are escaped. */
export const storyHtml = (page: PageData, mediaOrigin: string): string =>
  toHtml({
    type: 'root',
    children: [
      ...(page.cover ? [figure(page.cover, mediaOrigin)] : []),
      ...(page.lead === null ? [] : [h('p', page.lead)]),
      ...page.sections.flatMap(({ heading, lead, bullets }) => [
        h('h2', heading),
        ...(lead === null ? [] : [h('p', lead)]),
        ...(bullets.length > 0
          ? [
              h(
                'ul',
                bullets.map(({ text }) => h('li', text)),
              ),
            ]
          : []),
      ]),
      ...source(page),
    ],
  });

/** A text that readers' programs may take for HTML, such that they show what was written. */
export const textAsHtml = (text: string): string => toHtml({ type: 'text', value: text });
