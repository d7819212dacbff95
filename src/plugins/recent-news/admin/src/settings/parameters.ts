import type { SettingsJson } from '../../../server/src/contracts';
import { MOST_DAYS } from '../config';

export type ParameterName =
  | 'count'
  | 'halfLife'
  | 'floor'
  | 'mostDays'
  | 'allowUpdates'
  | 'refresh.limit'
  | 'refresh.window'
  | 'refresh.margin';

interface NumberParameter {
  name: Exclude<ParameterName, 'allowUpdates'>;
  isWhole?: true;
  least: number;
  /** The least is itself too little. */
  isMore?: true;
  most?: number;
  step: number;
  unit?: 'days';
  /** May be "no limit"; what stands there when the limit comes back. */
  limitIs?: number;
}

/** What may be turned, with the bounds that the server keeps. */
export const CHOICE: NumberParameter[] = [
  { name: 'count', isWhole: true, least: 1, most: 20, step: 1 },
  { name: 'halfLife', least: 0, isMore: true, step: 1, unit: 'days', limitIs: 30 },
  { name: 'floor', least: 0, most: 1, step: 0.01 },
  {
    name: 'mostDays',
    least: 0,
    isMore: true,
    most: MOST_DAYS,
    step: 30,
    unit: 'days',
    limitIs: 730,
  },
];
export const REFRESH: NumberParameter[] = [
  { name: 'refresh.limit', isWhole: true, least: 0, most: 1000, step: 10 },
  { name: 'refresh.window', least: 0, most: MOST_DAYS, step: 1, unit: 'days' },
  { name: 'refresh.margin', least: 0, most: 10, step: 0.05 },
];

export type { NumberParameter };

/** The settings while they are typed: a number may be missing. */
export const valueOf = (settings: SettingsJson, name: NumberParameter['name']): unknown =>
  name.startsWith('refresh.')
    ? settings.refresh[name.slice('refresh.'.length) as keyof SettingsJson['refresh']]
    : settings[name as 'count'];

export type Fault = 'number' | 'whole' | 'between' | 'atLeast' | 'more';

/** What is wrong with a value, or null. */
export const faultOf = (parameter: NumberParameter, value: unknown): Fault | null => {
  const { isWhole, least, isMore, most, limitIs } = parameter;
  if (value === null && limitIs !== undefined) return null;
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'number';
  if (isWhole && !Number.isInteger(value)) return 'whole';
  if (most !== undefined && (value < least || value > most)) return 'between';
  if (isMore && value <= least) return 'more';
  return value < least ? 'atLeast' : null;
};

export const isFit = (settings: SettingsJson): boolean =>
  [...CHOICE, ...REFRESH].every(
    (parameter) => faultOf(parameter, valueOf(settings, parameter.name)) === null,
  );
