import { existsSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Fitter } from './fitter';

export interface FitCall {
  id: number;
  method: 'addToSample' | 'fit' | 'place';
  argument: unknown;
}

type FitAnswer = { id: number; result?: unknown; error?: unknown };

/** Compiled beside this file. Where the sources themselves are run (unit tests) there is none. */
const FILE = path.join(__dirname, 'fit-worker.js');

/** A fitter on a thread of its own, or null where it can't have one: then it has to be done in place. */
export const startFitWorker = (file = FILE): Fitter | null => {
  if (!existsSync(file)) return null;
  const worker = new Worker(file);
  const waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: unknown) => void }
  >();
  let failure: unknown;
  let calls = 0;
  const failWith = (error: unknown): void => {
    failure ??= error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('message', ({ id, result, error }: FitAnswer) => {
    const call = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) call?.resolve(result);
    else call?.reject(error);
  });
  worker.on('error', failWith);
  worker.on('exit', (code) => failWith(new Error(`the thread of the refit ended (${code})`)));
  const call = (method: FitCall['method'], argument: unknown): Promise<unknown> =>
    failure
      ? Promise.reject(failure)
      : new Promise((resolve, reject) => {
          calls += 1;
          waiting.set(calls, { resolve, reject });
          worker.postMessage({ id: calls, method, argument } satisfies FitCall);
        });
  return {
    where: 'worker',
    addToSample: (readings) => call('addToSample', readings) as Promise<void>,
    fit: (stories) => call('fit', stories) as ReturnType<Fitter['fit']>,
    // Only what the thread needs is copied over.
    place: (stories) =>
      call(
        'place',
        stories.map(({ publishedAt, reading }) => ({ publishedAt, reading })),
      ) as ReturnType<Fitter['place']>,
    close: async () => void (await worker.terminate()),
  };
};
