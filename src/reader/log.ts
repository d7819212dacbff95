import type { Environment } from '../environment';

const LEVELS = ['error', 'warn', 'info', 'http', 'debug'] as const;
type Level = (typeof LEVELS)[number];

export type Log = Record<Level, (message: string) => void> & {
  isLevelEnabled(level: Level): boolean;
};

/** `2026-11-24 09:30:00.000` in the machine's own time, as Strapi's log has it. */
const stamp = (now: Date): string => {
  const two = (value: number, length = 2) => String(value).padStart(length, '0');
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map((each) => two(each));
  return `${day} ${time.join(':')}.${two(now.getMilliseconds(), 3)}`;
};

/**
 * Writes lines as Strapi's log does: one reader of logs understands both.
 * @param level the least important one that is written
 */
export const createLog = (
  level: Environment['logLevel'],
  write: (line: string) => void = (line) => process.stdout.write(line),
): Log => {
  const isLevelEnabled = (each: Level) => LEVELS.indexOf(each) <= LEVELS.indexOf(level);
  const at = (each: Level) => (message: string) => {
    if (isLevelEnabled(each)) write(`[${stamp(new Date())}] ${each}: ${message}\n`);
  };
  return {
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    http: at('http'),
    debug: at('debug'),
    isLevelEnabled,
  };
};
