import { useEffect, useState } from 'react';
import { useIntl } from 'react-intl';

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

const LENGTHS = [...UNITS, ['second', 1]] as const;
const MILLISECOND = ['millisecond', 0.001] as const;

/** The time, anew every second. */
const useNow = (): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
};

/** Times in the user's language. */
export const useTimes = () => {
  const { formatDate, formatNumber } = useIntl();
  return {
    at: (iso: string): string => formatDate(iso, { dateStyle: 'medium', timeStyle: 'medium' }),
    /** `34 ms`, `1.5 sec`, `12 sec`, `3 min`, `2 hr`, `5 days` */
    length: (seconds: number): string => {
      const [unit, size] = LENGTHS.find(([, least]) => seconds >= least) ?? MILLISECOND;
      return formatNumber(seconds / size, {
        style: 'unit',
        unit,
        unitDisplay: 'short',
        maximumFractionDigits: unit !== 'millisecond' && seconds / size < 10 ? 1 : 0,
      });
    },
  };
};

/** How long ago something was, or how soon it will be, in the user's language. */
export const useRelativeTime = (iso: string): string => {
  const { formatRelativeTime } = useIntl();
  const seconds = Math.round((Date.parse(iso) - useNow()) / 1000);
  const [unit, size] = UNITS.find(([, least]) => Math.abs(seconds) >= least) ?? ['second', 1];
  // Zero of no sign: "in 0 seconds" and "0 seconds ago" would take turns.
  return formatRelativeTime(Math.trunc(seconds / size) || 0, unit, { numeric: 'auto' });
};
