/**
 * What an article remembers of its import, in the one column `import_hash`: the hash of what the input
 * said, and behind an `@` the date of first publication that it gave. Rows imported by versions
 * before the date was kept hold the hash alone; what date they were given is not known.
 */
export interface ImportMemory {
  hash: string;
  /** ISO 8601, UTC; null: the input gave none; undefined: not known. */
  date: string | null | undefined;
}

const iso = (date: string | Date): string => new Date(date).toISOString();

export const remember = ({ hash, date }: ImportMemory): string =>
  date === undefined ? hash : `${hash}@${date === null ? '' : iso(date)}`;

export const recall = (stored: string | null): ImportMemory | null => {
  if (stored === null) return null;
  const [hash = '', date] = stored.split('@');
  return { hash, date: date === '' ? null : date };
};

interface DateQuestion {
  /** What the input says; null when it says nothing. */
  given: string | null;
  /** What the draft says. */
  stored: Date | null;
  remembered: ImportMemory['date'];
  everPublished: boolean;
  overwrite: boolean;
}

interface DateAnswer {
  write: boolean;
  /** What is to be remembered as given by the input. */
  remembers: ImportMemory['date'];
  /** Why the input's date is not taken, for the report. */
  note: string | null;
}

/**
 * What becomes of the date of first publication. Pure. A date that a person has set since the import is
 * theirs as long as the input says what it said; where both have changed, it is said and not decided.
 */
export const settleDate = (question: DateQuestion): DateAnswer => {
  const { stored, remembered, everPublished, overwrite } = question;
  if (question.given === null) return { write: false, remembers: remembered, note: null };
  const given = iso(question.given);
  const kept = stored && iso(stored);
  if (given === kept) return { write: false, remembers: given, note: null };
  if (everPublished) {
    const note = `firstPublishedAt: the input says ${given}, but the story was first published with ${kept} and that date cannot change; it stays, all else is taken`;
    return { write: false, remembers: remembered, note };
  }
  if (given === remembered) return { write: false, remembers: given, note: null };
  if (overwrite || kept === null || kept === remembered)
    return { write: true, remembers: given, note: null };
  const note = `firstPublishedAt: the input says ${given}, but the draft has ${kept}, which may be a person’s; it stays (--overwrite takes the input’s)`;
  return { write: false, remembers: remembered, note };
};
