/** How often a script under npm looks whether its shell is still there, ms. */
const LOOK_EVERY = 500;

let stopping = false;

/** Whether a signal has asked this process to end: what fails from then on fails because of that. */
export const isStopping = () => stopping;

/**
 * Calls `stop` once, at the first SIGINT, SIGTERM or SIGHUP; later ones (a second Ctrl-C, or the
 * same one passed on by npm) change nothing.
 *
 * npm passes a signal to the shell between itself and this process, and that shell keeps it to
 * itself and dies: under npm, losing the parent is therefore a signal too.
 *
 * @param {(signal: string) => void} stop
 * @returns {() => void} forgets about it again
 */
export function onStop(stop) {
  keepListeners();
  let called = false;
  const once = (signal) => {
    if (called) return;
    called = true;
    stopping = true;
    // Work that was under way loses its database or its files now, wherever it may stand.
    process.on('uncaughtException', () => undefined);
    stop(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, once);

  const parent = process.ppid;
  const watch =
    process.env.npm_lifecycle_event &&
    setInterval(() => process.ppid !== parent && once('SIGTERM'), LOOK_EVERY);
  if (watch) watch.unref();
  return () => {
    for (const signal of signals) process.removeListener(signal, once);
    if (watch) clearInterval(watch);
  };
}

/**
 * `strapi.destroy()` ends with `process.removeAllListeners()`. That would take the handlers of
 * signals and of the exit with it, and a second Ctrl-C would leave Postgres and locks behind.
 */
export function keepListeners() {
  const remove = process.removeAllListeners;
  if (remove.keepsOurs) return;
  const removeOfOne = function (...events) {
    return events.length === 0 ? this : remove.apply(this, events);
  };
  process.removeAllListeners = Object.assign(removeOfOne, { keepsOurs: true });
}
