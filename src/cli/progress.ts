import { SingleBar } from 'cli-progress';

export interface Progress {
  /** So many bytes more were read. */
  bytes(count: number): void;
  /** So many articles are through. */
  done(count: number): void;
  /** A line for people, on standard error. */
  say(line: string): void;
  /** A line of the result, on standard output. */
  print(line: string): void;
  stop(): void;
}

/** An estimate that cannot be made yet comes as a word (`NULL`, `INF`), and then none is shown. */
export const left = (seconds: unknown): string => {
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) return '';
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const parts = hours
    ? [`${hours} h`, `${minutes} min`]
    : [...(minutes ? [`${minutes} min`] : []), `${seconds % 60} s`];
  return ` · ${parts.join(' ')} left`;
};

/**
 * A bar on standard error while it is a terminal, else nothing but the lines.
 * @param total bytes to read; 0 when that is not known
 */
export const startProgress = (total: number): Progress => {
  const bar =
    process.stderr.isTTY && total > 0
      ? new SingleBar({
          format: '{bar} {percentage}% · {articles} articles{eta_formatted}',
          formatTime: left,
          stream: process.stderr,
          hideCursor: true,
          clearOnComplete: true,
        })
      : null;
  let read = 0;
  let articles = 0;
  bar?.start(total, 0, { articles });
  const around = (write: () => void): void => {
    bar?.stop();
    write();
    bar?.start(total, read, { articles });
  };
  let stopped = false;
  return {
    bytes(count) {
      read += count;
      bar?.update(read, { articles });
    },
    done(count) {
      articles = count;
      bar?.update(read, { articles });
    },
    say: (line) => around(() => process.stderr.write(`${line}\n`)),
    print: (line) => around(() => process.stdout.write(`${line}\n`)),
    stop() {
      if (!stopped) bar?.stop();
      stopped = true;
    },
  };
};
