import type { Node } from 'prosemirror-model';
import { bullet, heading, lead } from './schema';

/** The place of each block, by child index, as errors and checklist name it: `sections[2].lead`. */
export const placesOf = (doc: Node): string[] => {
  let section = -1;
  let bullets = 0;
  return Array.from({ length: doc.childCount }, (_, index) => {
    const { type } = doc.child(index);
    if (type === heading) {
      section++;
      bullets = 0;
      return `sections[${section}].heading`;
    }
    if (type === lead) return `sections[${section}].lead`;
    if (type === bullet) return `sections[${section}].bullets[${bullets++}].text`;
    return index === 0 ? 'title' : 'lead';
  });
};

/** Child index of a place, or of what is nearest to it: a lead that is missing is at its heading. */
export const indexOfPlace = (doc: Node, place: string): number | null => {
  const places = placesOf(doc);
  const section = /^sections\[\d+\]/.exec(place)?.[0];
  const candidates = [place, `${place}.text`, ...(section ? [`${section}.heading`] : [])];
  for (const candidate of candidates) {
    const index = places.indexOf(candidate);
    if (index >= 0) return index;
  }
  return place === 'sections' ? places.length - 1 : null;
};
