/** Letters without an accent to take off that people write otherwise where they cannot type them. */
const ALIKE: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', đ: 'd', ı: 'i' };

const foldCharacter = (character: string): string => {
  const lower = character.toLowerCase();
  const bare = lower.normalize('NFD').replace(/\p{M}+/gu, '');
  // An accent may stand on one of them: ǿ.
  const plain = ALIKE[bare] ?? bare;
  // One that took another length would move every mark behind it.
  return plain.length === character.length ? plain : character;
};

/** A text with each letter and its accent as one character, as far as there is one. */
export const composed = (text: string): string => text.normalize('NFC');

/**
 * A composed text as it is searched: lower case, without accents. As long as the text itself, so that a
 * place in the one is the same place in the other. Done here and not by Postgres's `unaccent`, which a
 * newsroom's database role may not be allowed to install.
 */
export const fold = (text: string): string =>
  /^[ -~\s]*$/.test(text) ? text.toLowerCase() : Array.from(text, foldCharacter).join('');
