import type { Overview, TargetForm, TargetInput } from '../../../server/src/contracts';

export interface HeaderRow {
  /** Of the row, not of the header: names change while they are typed. */
  key: number;
  name: string;
  /** null: as it is. */
  value: string | null;
}

/** The fields as they stand in the form. */
export interface TargetValues {
  name: string;
  url: string;
  kind: string;
  isForAll: boolean;
  events: string[];
  quietSeconds: number | undefined;
  maxWaitSeconds: number | undefined;
  enabled: boolean;
  headers: HeaderRow[];
  /** Of a new target; empty: one is made. */
  secret: string;
}

export const newValues = ({ kinds, defaults }: Overview): TargetValues => ({
  name: '',
  url: '',
  kind: kinds[0]?.name ?? '',
  isForAll: true,
  events: [],
  ...defaults,
  enabled: true,
  headers: [],
  secret: '',
});

export const valuesOf = (form: TargetForm): TargetValues => ({
  name: form.name,
  url: form.url,
  kind: form.kind,
  isForAll: form.events.length === 0,
  events: form.events,
  quietSeconds: form.quietSeconds,
  maxWaitSeconds: form.maxWaitSeconds,
  enabled: form.enabled,
  headers: form.headerNames.map((name, key) => ({ key, name, value: null })),
  secret: '',
});

/** What the server takes; a number that was left out becomes the usual one. */
export const inputOf = (values: TargetValues, { defaults }: Overview): TargetInput => ({
  name: values.name.trim(),
  url: values.url.trim(),
  kind: values.kind,
  events: values.isForAll ? [] : values.events,
  quietSeconds: values.quietSeconds ?? defaults.quietSeconds,
  maxWaitSeconds: values.maxWaitSeconds ?? defaults.maxWaitSeconds,
  enabled: values.enabled,
  headers: Object.fromEntries(
    values.headers
      .filter(({ name }) => name.trim() !== '')
      .map(({ name, value }) => [name.trim(), value]),
  ),
});

/** What was changed: the server begins anew with a target of which it is told how it is called. */
export const changesOf = (before: TargetInput, after: TargetInput): Partial<TargetInput> => {
  const isChanged = (key: keyof TargetInput): boolean =>
    JSON.stringify(before[key]) !== JSON.stringify(after[key]);
  return Object.fromEntries(
    Object.entries(after).filter(([key]) => isChanged(key as keyof TargetInput)),
  );
};

/** Nothing chosen would mean all to the server, which is not what the form says. */
export const isComplete = ({ name, url, isForAll, events }: TargetValues): boolean =>
  name.trim() !== '' && url.trim() !== '' && (isForAll || events.length > 0);
