/** Text search configurations that every Postgres brings, by ISO 639-1. */
const CONFIGURATIONS: Readonly<Record<string, string>> = {
  ar: 'arabic',
  da: 'danish',
  de: 'german',
  en: 'english',
  es: 'spanish',
  fi: 'finnish',
  fr: 'french',
  it: 'italian',
  nl: 'dutch',
  no: 'norwegian',
  pt: 'portuguese',
  ru: 'russian',
  sv: 'swedish',
  tr: 'turkish',
};

/** How Postgres reads a language: by its stems, or word by word where it knows none. */
export const configurationOf = (language: string): string => CONFIGURATIONS[language] ?? 'simple';
