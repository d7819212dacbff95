import { languageOf } from './languages';
import { surfaceWords, wordReader } from './words';

/**
 * How a text writes its stems: for each the form that stands there most often, the first of equals. Stems
 * are what texts are compared by; people are shown words.
 */
export const stemsAsWritten = (text: string, language?: string): Map<string, string> => {
  const read = wordReader(languageOf(language, surfaceWords(text.toLowerCase())));
  const counts = new Map<string, Map<string, number>>();
  for (const { stem, lower } of read(text.normalize('NFC'))) {
    const forms = counts.get(stem) ?? new Map<string, number>();
    forms.set(lower, (forms.get(lower) ?? 0) + 1);
    counts.set(stem, forms);
  }
  return new Map(
    [...counts].map(([stem, forms]) => [
      stem,
      [...forms].reduce((best, each) => (each[1] > best[1] ? each : best))[0],
    ]),
  );
};
