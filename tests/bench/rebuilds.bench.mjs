/**
 * What it costs a publish that rebuild calls are recorded and their job is sent: the same process
 * publishes the same article of 36 documents with and without it, three targets waiting.
 */
import { fork } from 'node:child_process';
import path from 'node:path';
import { measure, ratio } from './rounds.mjs';

export const run = async ({ url }) => {
  const child = fork(path.join(import.meta.dirname, 'rebuilds-case.mjs'), {
    // The work that the jobs do is not the publish's.
    env: { ...process.env, DATABASE_URL: url, NEWSROOM_JOBS: 'off' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const answer = () =>
    new Promise((resolve, reject) => {
      const onExit = (code) => reject(new Error(`the case ended with status ${code}`));
      child.once('exit', onExit);
      child.once('message', (message) => {
        child.off('exit', onExit);
        resolve(message);
      });
    });
  const publish = (which) => {
    const result = answer();
    child.send(which);
    return result;
  };
  try {
    await answer();
    const rows = await measure(
      { 'without rebuilds': () => publish('without'), 'with rebuilds': () => publish('with') },
      { rounds: 101, warmUps: 20 },
    );
    const median = (name, metric) =>
      rows.find((row) => row.case === name && row.metric === metric).median;
    return {
      rows,
      ratios: {
        time: ratio(rows, 'ms', 'with rebuilds', 'without rebuilds'),
        'statements more': median('with rebuilds', 'sql') - median('without rebuilds', 'sql'),
      },
    };
  } finally {
    child.removeAllListeners();
    child.kill('SIGKILL');
  }
};
