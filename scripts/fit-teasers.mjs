#!/usr/bin/env node
/**
 * Fits the weights of the extractive teaser writer from stories with teasers that people wrote.
 *
 *   node scripts/fit-teasers.mjs FILE.jsonl… [--out WEIGHTS.json] [--predictions DIR] [--date DAY]
 *
 * Every FILE is one kind of text and counts as much as any other, however many stories it has. Its
 * lines are {id, title, body, references: [one-sentence summary, …]}; titles may be empty. The data
 * is not part of this repository: XSum (Narayan et al. 2018) and SciTLDR (Cachola et al. 2020) in
 * that form were used. Give at least two kinds of text: weights fitted on one alone do badly on
 * another, which the rows "fitted on the others" show.
 *
 * It prints ROUGE-1/2/L F1 of a 5-fold cross-validation, then fits on everything and writes the
 * weights. With --predictions it also writes what each fold's model chose, one file per FILE in the
 * form {id, teaser}, for a scorer of one's own.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { logistic, rankModel } from './teaser-models.mjs';

const require = createRequire(import.meta.url);
const root = new URL('..', import.meta.url).pathname;
const teasers = join(root, 'src/plugins/recent-news/server/src/teasers');

// The sources are fitted as they stand, without a build before.
const ts = require('typescript');
Module._extensions['.ts'] = (module, file) => {
  const compilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
  };
  module._compile(
    ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions }).outputText,
    file,
  );
};
const { readStory, pairsOf } = require(join(teasers, 'document.ts'));
const expectation = require(join(teasers, 'expectation.ts'));
const { candidateFeatures, voiceOf, FITTED } = require(join(teasers, 'features.ts'));
const { rougeN, rougeL } = require(join(teasers, 'rouge.ts'));
const { severityOf } = require(join(teasers, 'rules.ts'));

const FOLDS = 5;
/** Words and pairs in fewer stories than this say more about these stories than about teasers. */
const MIN_STORIES = { words: 20, pairs: 15 };
/** Pseudo-counts that draw a word's preference to none. */
const SHRINKAGE = 10;

/* ---------------------------------------------------------------- data */

const readSet = (file) => {
  const name = basename(file).replace(/\.jsonl?$/, '');
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line, index) => {
    let story;
    try {
      story = JSON.parse(line);
    } catch (error) {
      throw new Error(`${file}, line ${index + 1}: ${error.message}`);
    }
    if (
      typeof story.body !== 'string' ||
      !Array.isArray(story.references) ||
      !story.references.length
    )
      throw new Error(`${file}, line ${index + 1}: needs "body" and a non-empty list "references"`);
    const document = readStory({ ...story, title: story.title ?? '', language: 'en' });
    const references = story.references.map((text) => {
      const words = readStory({ id: '', title: '', body: text, language: 'en' }).words.flat();
      return {
        stems: words.map((word) => word.stem),
        words: new Set(words.map((word) => word.stem)),
        pairs: new Set(pairsOf(words)),
      };
    });
    const least = Math.min(...document.candidates.map(({ faults }) => severityOf(faults)));
    const candidates = document.candidates.filter(({ faults }) => severityOf(faults) === least);
    const scores = candidates.map(({ words }) => {
      const stems = words.map((word) => word.stem);
      const best = (measure) =>
        100 * Math.max(...references.map((reference) => measure(reference.stems)));
      return [
        best((r) => rougeN(stems, r, 1)),
        best((r) => rougeN(stems, r, 2)),
        best((r) => rougeL(stems, r)),
      ];
    });
    const share = (kind, key) =>
      references.filter((reference) => reference[kind].has(key)).length / references.length;
    return {
      id: story.id,
      set: name,
      fold: index % FOLDS,
      document,
      voice: voiceOf(document),
      candidates,
      scores,
      share,
      weight: 1,
    };
  });
};

/* -------------------------------------------------------------- models */

/**
 * Log of how much more often teasers take up a word (or pair) than the others of its class, shrunk.
 * `without` is the share of a story that is being fitted: left out, it can't foretell itself.
 */
const preferences = (stories, kind, minimum) => {
  const counts = new Map();
  const bases = new Map();
  for (const story of stories)
    for (const [key, group] of keysOf(story, kind)) {
      const share = story.share(kind, key);
      const base = `${story.set} ${group}`;
      const count = counts.get(key) ?? { group, taken: 0, seen: 0, bySet: new Map() };
      count.taken += share;
      count.seen++;
      count.bySet.set(base, (count.bySet.get(base) ?? 0) + 1);
      counts.set(key, count);
      const sum = bases.get(base) ?? { taken: 0, seen: 0 };
      sum.taken += share;
      sum.seen++;
      bases.set(base, sum);
    }
  const rate = (base) => bases.get(base).taken / bases.get(base).seen;
  const of = (key, without) => {
    const count = counts.get(key);
    if (!count || count.seen < minimum) return 0;
    let expected = 0;
    for (const [base, seen] of count.bySet) expected += seen * rate(base);
    const mean = expected / count.seen;
    if (without !== undefined) expected -= mean;
    return Math.log(
      (count.taken - (without ?? 0) + SHRINKAGE * mean) / (expected + SHRINKAGE * mean),
    );
  };
  return { of, keys: [...counts.keys()].filter((key) => counts.get(key).seen >= minimum) };
};
const keysOf = ({ document }, kind) =>
  kind === 'words'
    ? [...document.terms.values()].map((term) => [term.stem, term.stop ? 'stop' : 'content'])
    : [...document.pairs.keys()].map((pair) => [
        pair,
        pair
          .split(' ')
          .map((stem) => (document.terms.get(stem).stop ? 's' : 'c'))
          .join(''),
      ]);

/** Fits everything on some stories. */
const fit = (stories) => {
  const words = preferences(stories, 'words', MIN_STORIES.words);
  const pairs = preferences(stories, 'pairs', MIN_STORIES.pairs);
  const rows = { content: [], stop: [] };
  for (const story of stories)
    for (const term of story.document.terms.values()) {
      const label = story.share('words', term.stem);
      const features = expectation.termFeatures(term, story.document, words.of(term.stem, label));
      rows[term.stop ? 'stop' : 'content'].push({
        features,
        label,
        weight: (100 * story.weight) / story.document.terms.size,
      });
    }
  const weights = { content: logistic(rows.content), stop: logistic(rows.stop), pair: {} };
  const inside = stories.map((story) =>
    expectation.expectWords(story.document, weights, (stem) =>
      words.of(stem, story.share('words', stem)),
    ),
  );
  const pairRows = stories.flatMap((story, i) =>
    [...story.document.pairs.keys()].map((pair) => {
      const label = story.share('pairs', pair);
      const features = expectation.pairFeatures(
        pair,
        story.document,
        inside[i],
        pairs.of(pair, label),
      );
      return {
        features,
        label,
        weight: (100 * story.weight) / Math.max(1, story.document.pairs.size),
      };
    }),
  );
  weights.pair = logistic(pairRows);
  const lists = stories.flatMap((story, i) => {
    if (story.candidates.length < 2) return [];
    const expected = {
      words: inside[i],
      pairs: expectation.expectPairs(story.document, inside[i], weights, (pair) =>
        pairs.of(pair, story.share('pairs', pair)),
      ),
    };
    const features = story.candidates.map((candidate) => {
      const own = candidateFeatures(candidate, story.document, expected, story.voice);
      return FITTED.map((name) => own[name]);
    });
    return [
      { features, targets: story.scores.map(([a, b, c]) => (a + b + c) / 3), weight: story.weight },
    ];
  });
  const table = ({ keys, of }) =>
    Object.fromEntries(
      keys
        .sort()
        .map((key) => [key, round(of(key), 2)])
        .filter(([, value]) => Math.abs(value) >= 0.05),
    );
  return { ...weights, words: table(words), pairs: table(pairs), rank: rankModel(lists, FITTED) };
};

/** The index of the wording that weights choose, places (leads, bullets) not counted. */
const choose = (story, weights) => {
  const expected = expectation.expectationOf(story.document, weights);
  let best = -1;
  let top = -Infinity;
  story.candidates.forEach((candidate, i) => {
    const score = expectation.weigh(
      candidateFeatures(candidate, story.document, expected, story.voice),
      weights.rank,
    );
    if (score > top) [best, top] = [i, score];
  });
  return best;
};

/* ---------------------------------------------------------------- run */

const round = (value, digits) => Number(value.toFixed(digits));
const roundAll = (object) =>
  Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      key,
      typeof value === 'object' ? roundAll(value) : round(value, 4),
    ]),
  );
const mean = (list) =>
  [0, 1, 2].map((j) => round(list.reduce((sum, scores) => sum + scores[j], 0) / list.length, 2));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    predictions: { type: 'string' },
    date: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help || !positionals.length) {
  console.error(
    'usage: node scripts/fit-teasers.mjs FILE.jsonl… [--out WEIGHTS.json] [--predictions DIR] [--date DAY]',
  );
  process.exit(values.help ? 0 : 2);
}

const sets = positionals.map(readSet);
const all = sets.flat();
for (const set of sets)
  for (const story of set) story.weight = all.length / (sets.length * set.length);
console.log(`${sets.map((set) => `${set.length} of ${set[0].set}`).join(', ')}`);
const show = (label, name, scores) =>
  console.log(
    `${label.padEnd(24)} ${name.padEnd(16)} ${scores.map((score) => score.toFixed(2)).join('  ')}`,
  );
const scoresOf = (stories, picks) =>
  mean(stories.map((story) => story.scores[picks.get(story)] ?? [0, 0, 0]));

console.log(`${''.padEnd(41)} R-1    R-2    R-L`);
const picks = new Map();
for (let fold = 0; fold < FOLDS; fold++) {
  const weights = fit(all.filter((story) => story.fold !== fold));
  for (const story of all) if (story.fold === fold) picks.set(story, choose(story, weights));
}
const crossValidated = Object.fromEntries(sets.map((set) => [set[0].set, scoresOf(set, picks)]));
for (const [name, scores] of Object.entries(crossValidated)) show('cross-validated', name, scores);
const transferred = {};
if (sets.length > 1)
  for (const set of sets) {
    const weights = fit(all.filter((story) => story.set !== set[0].set));
    transferred[set[0].set] = scoresOf(
      set,
      new Map(set.map((story) => [story, choose(story, weights)])),
    );
    show('fitted on the others', set[0].set, transferred[set[0].set]);
  }
const weights = fit(all);
for (const set of sets)
  show(
    'fitted on itself too',
    set[0].set,
    scoresOf(set, new Map(set.map((story) => [story, choose(story, weights)]))),
  );
console.log('ranking:', roundAll(weights.rank));

if (values.predictions) {
  mkdirSync(values.predictions, { recursive: true });
  for (const set of sets)
    writeFileSync(
      join(values.predictions, `${set[0].set}.jsonl`),
      set
        .map(
          (story) =>
            `${JSON.stringify({ id: story.id, teaser: story.candidates[picks.get(story)]?.text ?? null })}\n`,
        )
        .join(''),
    );
}
if (values.out) {
  const record = {
    fitted: values.date ?? new Date().toISOString().slice(0, 10),
    stories: Object.fromEntries(sets.map((set) => [set[0].set, set.length])),
    scores: {
      measure: 'ROUGE-1, ROUGE-2, ROUGE-L F1',
      crossValidated,
      fittedOnTheOthers: transferred,
    },
  };
  const { words, pairs, ...models } = weights;
  const body = { ...record, ...roundAll(models), words, pairs };
  writeFileSync(values.out, await format(JSON.stringify(body), { parser: 'json' }));
}
