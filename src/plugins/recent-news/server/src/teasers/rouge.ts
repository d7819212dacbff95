/**
 * ROUGE F1 (Lin 2004, "ROUGE: A Package for Automatic Evaluation of Summaries") over lists of stems.
 */
export const rougeN = (
  candidate: readonly string[],
  reference: readonly string[],
  n: number,
): number => {
  const grams = (list: readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (let i = 0; i + n <= list.length; i++) {
      const gram = list.slice(i, i + n).join(' ');
      counts.set(gram, (counts.get(gram) ?? 0) + 1);
    }
    return counts;
  };
  const own = grams(candidate);
  let hits = 0;
  for (const [gram, count] of grams(reference)) hits += Math.min(count, own.get(gram) ?? 0);
  const sum = Math.max(0, candidate.length - n + 1) + Math.max(0, reference.length - n + 1);
  return sum ? (2 * hits) / sum : 0;
};

/** ROUGE-L F1: the longest common subsequence of two lists of stems against their lengths. */
export const rougeL = (candidate: readonly string[], reference: readonly string[]): number => {
  let row = new Uint16Array(reference.length + 1);
  for (const word of candidate) {
    const next = new Uint16Array(reference.length + 1);
    for (let j = 0; j < reference.length; j++)
      next[j + 1] = word === reference[j] ? row[j]! + 1 : Math.max(row[j + 1]!, next[j]!);
    row = next;
  }
  const sum = candidate.length + reference.length;
  return sum ? (2 * row[reference.length]!) / sum : 0;
};
