/**
 * How much a test that goes on for long does: enough for every run, or the whole of it with
 * NEWSROOM_LONG=1 (minutes longer), or what `variable` says.
 */
export const size = (variable: string, usual: number, long: number): number =>
  Number(process.env[variable] ?? (process.env.NEWSROOM_LONG ? long : usual));
