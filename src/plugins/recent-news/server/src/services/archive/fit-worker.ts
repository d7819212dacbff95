/** The thread that a space is fitted on: calls of a {@link Fitter}, one at a time. */
import { parentPort } from 'node:worker_threads';
import { createFitter } from './fitter';
import type { FitCall } from './fit-worker-thread';

const fitter = createFitter();

parentPort!.on('message', ({ id, method, argument }: FitCall) => {
  const work = fitter[method] as (argument: unknown) => Promise<unknown>;
  work(argument).then(
    (result) => parentPort!.postMessage({ id, result }),
    (error: unknown) => parentPort!.postMessage({ id, error }),
  );
});
