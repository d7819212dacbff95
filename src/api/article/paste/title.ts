import type { Tag } from './tags';
import { endsSentence, hasWords, plainKey } from './text-shape';
import type { Block, PageHead } from './types';

export const sameWords = (first: string, second: string): boolean =>
  plainKey(first) === plainKey(second);

/** Which block, if any, is the title. A level-1 heading; else what the head says; else the first line. */
export const findTitle = (
  blocks: readonly Block[],
  tags: readonly Tag[],
  head: PageHead,
): number => {
  const candidates: number[] = [];
  blocks.forEach((block, index) => {
    const may = tags[index]?.is === 'content' && block.kind !== 'bullet' && block.item === 0;
    if (may && hasWords(block.text)) candidates.push(index);
  });
  const first = candidates[0];
  if (first === undefined) return -1;
  const tops = candidates.filter(
    (index) => blocks[index]?.kind === 'heading' && blocks[index].level === 1,
  );
  const top = tops[0];
  if (top !== undefined) {
    const opening = blocks[first];
    // Several level-1 headings below a title-like line are the sections (Google Docs, Word).
    const isTitle = opening && first < top && tops.length > 1 && !endsSentence(opening.text);
    return isTitle && opening.text.length <= 200 && first + 1 <= top ? first : top;
  }
  const headTitle = head.ogTitle ?? head.title;
  if (headTitle === null) return first;
  const found = candidates.find((index) => {
    const text = blocks[index]?.text ?? '';
    return sameWords(text, headTitle) || (head.title !== null && isTitleOfSite(head.title, text));
  });
  return found ?? -1;
};

/** "Story | Site": the page's title is the words before the last separator. */
const isTitleOfSite = (title: string, text: string): boolean =>
  text.length >= 8 && title.startsWith(text) && /^\s*[|·•»:–—-]\s/u.test(title.slice(text.length));

export const titleFromHead = (head: PageHead): string | null => {
  if (head.ogTitle !== null) return head.ogTitle;
  const { title, siteName } = head;
  if (title === null || siteName === null || !title.endsWith(siteName)) return title;
  return title.slice(0, -siteName.length).replace(/\s*[|·•»:–—-]\s*$/u, '') || title;
};
