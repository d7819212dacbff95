/** Places that are not sent for now: the server keeps what it has there. Pure. */
import type { DeskDetails, DeskSection, DeskText } from '../../../server/src/contracts';
import { bulletKey, DETAILS, detailKey, headingKey, leadKey, mapDetails } from './parts';

/** What to send instead, by key; null leaves a part out that the server does not have yet. */
export type Held = ReadonlyMap<string, string | null>;

/** The bullets of a section that is left out wait with its neighbour: leaving them out would delete them. */
export const withHeld = (text: DeskText, held: Held): DeskText => {
  if (held.size === 0) return text;
  const tell = (key: string, before: string): string =>
    held.has(key) ? (held.get(key) ?? '') : before;
  const sections: DeskSection[] = [];
  let waiting: DeskSection['bullets'] = [];
  for (const { id, heading, lead, bullets: all } of text.sections) {
    const bullets = all
      .filter((bullet) => held.get(bulletKey(bullet.id)) !== null)
      .map((bullet) => ({ id: bullet.id, text: tell(bulletKey(bullet.id), bullet.text) }));
    const previous = sections.at(-1);
    if (held.get(headingKey(id)) !== null) {
      sections.push({
        id,
        heading: tell(headingKey(id), heading),
        lead: tell(leadKey(id), lead),
        bullets: [...waiting, ...bullets],
      });
      waiting = [];
    } else if (previous) previous.bullets.push(...bullets);
    else waiting.push(...bullets);
  }
  return {
    title: tell('title', text.title),
    lead: tell('lead', text.lead),
    sections,
    details: mapDetails(text.details, tell),
  };
};

/** Key of the place that an error of the server names, within the text that was sent. */
export const keyOfPath = (text: DeskText, path: readonly string[]): string | null => {
  const [first, second, third, fourth] = path;
  if (first === 'title' || first === 'lead') return first;
  if (first === 'details')
    return DETAILS.includes(second as keyof DeskDetails)
      ? detailKey(second as keyof DeskDetails)
      : null;
  if (first !== 'sections') return null;
  const section = text.sections[Number(second)];
  if (!section) return null;
  if (third === 'lead') return leadKey(section.id);
  if (third === 'heading' || third === undefined) return headingKey(section.id);
  const bullet = third === 'bullets' ? section.bullets[Number(fourth)] : undefined;
  return bullet ? bulletKey(bullet.id) : null;
};

/** `sections[2].bullets[0].text`, as the checklist and the editor name places; null when it is gone. */
export const placeOfKey = (text: DeskText, key: string): string | null => {
  if (key === 'title' || key === 'lead' || key.startsWith('details.')) return key;
  for (const [s, { id, bullets }] of text.sections.entries()) {
    if (key === headingKey(id)) return `sections[${s}].heading`;
    if (key === leadKey(id)) return `sections[${s}].lead`;
    const b = bullets.findIndex((bullet) => key === bulletKey(bullet.id));
    if (b >= 0) return `sections[${s}].bullets[${b}].text`;
  }
  return null;
};
