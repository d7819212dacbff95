import type { DeskText } from '../../../server/src/contracts';
import { placeOfKey } from '../saving/held';
import type { Text, TextKey } from '../text';

/** What a part is called to people: "Heading of section 2". */
export const partName = (key: string, written: DeskText, text: Text): string => {
  if (key === 'title' || key === 'lead') return text(`write.part.${key}`);
  if (key.startsWith('details.'))
    return text(`write.field.${key.slice('details.'.length)}` as TextKey);
  const place = placeOfKey(written, key) ?? '';
  const kind = key.startsWith('bullet:')
    ? 'bullet'
    : key.endsWith(':lead')
      ? 'sectionLead'
      : 'heading';
  const [section, bullet = 0] = [...place.matchAll(/\[(\d+)\]/g)].map(([, n]) => Number(n) + 1);
  return section === undefined
    ? text(`write.part.${kind}Gone`)
    : text(`write.part.${kind}`, { section, bullet });
};
