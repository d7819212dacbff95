/** The two kinds of model that `fit-teasers.mjs` fits: logistic regression and a listwise ranking. */

/** L2 penalties, small because both models have few features and thousands of rows. */
const LOGISTIC_PENALTY = 1;
const RANK_PENALTY = 0.001;
/** ROUGE points between two wordings that make one e times as good a target as the other. */
const TEMPERATURE = 5;

/** Solves A x = b by elimination with pivoting. */
const solve = (matrix, vector) => {
  const a = matrix.map((row) => Float64Array.from(row));
  const x = Float64Array.from(vector);
  const n = x.length;
  for (let i = 0; i < n; i++) {
    let p = i;
    for (let r = i + 1; r < n; r++) if (Math.abs(a[r][i]) > Math.abs(a[p][i])) p = r;
    [a[i], a[p]] = [a[p], a[i]];
    [x[i], x[p]] = [x[p], x[i]];
    for (let r = i + 1; r < n; r++) {
      const factor = a[r][i] / a[i][i];
      for (let c = i; c < n; c++) a[r][c] -= factor * a[i][c];
      x[r] -= factor * x[i];
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let c = i + 1; c < n; c++) x[i] -= a[i][c] * x[c];
    x[i] /= a[i][i];
  }
  return x;
};

/** Logistic regression with soft labels by Newton's method. @returns weights by feature name */
export const logistic = (rows) => {
  if (!rows.length) return {};
  const names = Object.keys(rows[0].features);
  const k = names.length;
  const inputs = rows.map(({ features }) => Float64Array.from(names, (name) => features[name]));
  const theta = new Float64Array(k);
  for (let step = 0; step < 10; step++) {
    const gradient = Float64Array.from(theta, (value) => -LOGISTIC_PENALTY * value);
    const hessian = names.map((_, i) =>
      Float64Array.from(names, (_, j) => (i === j ? LOGISTIC_PENALTY : 0)),
    );
    inputs.forEach((x, i) => {
      let z = 0;
      for (let j = 0; j < k; j++) z += theta[j] * x[j];
      const p = 1 / (1 + Math.exp(-z));
      const error = rows[i].weight * (rows[i].label - p);
      const curve = rows[i].weight * p * (1 - p);
      for (let a = 0; a < k; a++) {
        if (!x[a]) continue;
        gradient[a] += error * x[a];
        for (let b = 0; b <= a; b++) hessian[a][b] += curve * x[a] * x[b];
      }
    });
    for (let a = 0; a < k; a++) for (let b = 0; b < a; b++) hessian[b][a] = hessian[a][b];
    const change = solve(hessian, gradient);
    for (let j = 0; j < k; j++) theta[j] += change[j];
    if (Math.max(...change.map(Math.abs)) < 1e-4) break;
  }
  return Object.fromEntries(names.map((name, j) => [name, theta[j]]));
};

/**
 * ListNet (Cao et al. 2007): the softmax of a linear score over a story's wordings is drawn to the
 * softmax of their ROUGE. Adam, full batch.
 *
 * @param names of the features, in the order of their values
 * @returns weights by feature name
 */
export const rankModel = (lists, names) => {
  const k = names.length;
  const rows = lists.flatMap((list) => list.features);
  const deviation = names.map((_, j) => {
    const mean = rows.reduce((sum, x) => sum + x[j], 0) / rows.length;
    return Math.sqrt(rows.reduce((sum, x) => sum + (x[j] - mean) ** 2, 0) / rows.length) || 1;
  });
  const total = lists.reduce((sum, { weight }) => sum + weight, 0);
  const softmax = (values) => {
    const top = Math.max(...values);
    const powers = values.map((value) => Math.exp(value - top));
    const sum = powers.reduce((a, b) => a + b, 0);
    return powers.map((power) => power / sum);
  };
  const prepared = lists.map(({ features, targets, weight }) => ({
    x: features.map((row) => row.map((value, j) => value / deviation[j])),
    targets: softmax(targets.map((value) => value / TEMPERATURE)),
    weight: weight / total,
  }));
  const [w, first, second] = [new Float64Array(k), new Float64Array(k), new Float64Array(k)];
  const steps = 200;
  for (let step = 1; step <= steps; step++) {
    const gradient = Float64Array.from(w, (value) => RANK_PENALTY * value);
    for (const { x, targets, weight } of prepared) {
      const chances = softmax(x.map((row) => row.reduce((sum, value, j) => sum + value * w[j], 0)));
      x.forEach((row, i) =>
        row.forEach((value, j) => (gradient[j] += weight * (chances[i] - targets[i]) * value)),
      );
    }
    for (let j = 0; j < k; j++) {
      first[j] = 0.9 * first[j] + 0.1 * gradient[j];
      second[j] = 0.999 * second[j] + 0.001 * gradient[j] ** 2;
      const rate = 0.1 * (1 - step / steps);
      w[j] -=
        (rate * (first[j] / (1 - 0.9 ** step))) /
        (Math.sqrt(second[j] / (1 - 0.999 ** step)) + 1e-9);
    }
  }
  return Object.fromEntries(names.map((name, j) => [name, w[j] / deviation[j]]));
};
