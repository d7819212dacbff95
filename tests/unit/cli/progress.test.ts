import { left } from '../../../src/cli/progress';

test.each([
  [5, ' · 5 s left'],
  [65, ' · 1 min 5 s left'],
  [3_725, ' · 1 h 2 min left'],
  // What the bar gives while it cannot know.
  ['0', ''],
  ['NULL', ''],
  ['INF', ''],
])('%p seconds', (seconds, words) => {
  expect(left(seconds)).toBe(words);
});
