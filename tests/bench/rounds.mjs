/**
 * Measuring two ways of doing one thing side by side.
 *
 * A machine gets slower and faster while it measures. So the cases take turns: every round runs
 * each of them once, every second round in reverse order, and what is reported is the median of a
 * case's rounds with their range.
 */

/**
 * @typedef {{ case: string, metric: string, median: number, min: number, max: number, rounds: number }} Row
 */

/**
 * @param {Record<string, () => Promise<Record<string, number>>>} cases what each case measures in one
 *   round, by metric: `{ time: 31.2, sql: 38 }` (say the unit in the metric's name where it is not ms)
 * @param {{ rounds?: number, warmUps?: number, onRound?: (round: number) => void }} [options]
 *   warmUps are run and thrown away: they fill caches and let the compiler see the code
 * @returns {Promise<Row[]>} one row for every case and metric, in the order given
 */
export async function measure(cases, { rounds = 11, warmUps = 2, onRound } = {}) {
  const names = Object.keys(cases);
  /** @type {Record<string, Record<string, number[]>>} */
  const seen = Object.fromEntries(names.map((name) => [name, {}]));
  for (let round = -warmUps; round < rounds; round += 1) {
    onRound?.(round);
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const values = await cases[name]();
      if (round < 0) continue;
      for (const [metric, value] of Object.entries(values)) (seen[name][metric] ??= []).push(value);
    }
  }
  return names.flatMap((name) =>
    Object.entries(seen[name]).map(([metric, values]) => ({
      case: name,
      metric,
      ...summary(values),
    })),
  );
}

/** Median, range and number of `values` (at least one). */
export function summary(values) {
  if (values.length === 0) throw new RangeError('There is no median of no values.');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median =
    sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, min: sorted[0], max: sorted.at(-1), rounds: sorted.length };
}

/**
 * How many times the median of `over` is the median of `under`, for one metric.
 *
 * @param {Row[]} rows
 */
export function ratio(rows, metric, over, under) {
  const median = (name) => {
    const row = rows.find((each) => each.case === name && each.metric === metric);
    if (row == null) throw new RangeError(`No row measures ${metric} of ${name}.`);
    return row.median;
  };
  return median(over) / median(under);
}

/** Milliseconds that `work` takes. */
export async function timeOf(work) {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/**
 * The rows as a table for people.
 *
 * @param {Row[]} rows
 */
export function table(rows) {
  const head = ['case', 'metric', 'median', 'from', 'to', 'rounds'];
  const lines = rows.map((row) => [
    row.case,
    row.metric,
    short(row.median),
    short(row.min),
    short(row.max),
    String(row.rounds),
  ]);
  const widths = head.map((_, i) => Math.max(...[head, ...lines].map((line) => line[i].length)));
  const format = (line) =>
    line.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ');
  return [
    format(head),
    widths.map((width) => '─'.repeat(width)).join('  '),
    ...lines.map(format),
  ].join('\n');
}

/** Three figures that mean something; whole numbers as they are. */
export function short(value) {
  if (Number.isInteger(value)) return value.toLocaleString('en');
  return value.toLocaleString('en', { maximumSignificantDigits: Math.abs(value) >= 100 ? 4 : 3 });
}
