interface Fault {
  path: string[];
  message: string;
}

/** What the server says of the fields of a form, by the first part of their path. */
export const faultsOf = (error: unknown): Record<string, string> => {
  const details = (error as { details?: { errors?: Fault[] } } | null | undefined)?.details;
  const faults: Record<string, string> = {};
  for (const { path, message } of details?.errors ?? []) {
    const [field] = path;
    if (field === undefined) continue;
    const sentence = withoutName(field, message);
    faults[field] = faults[field] ? `${faults[field]} ${sentence}` : sentence;
  }
  return faults;
};

/** The field that it stands at has a name of its own: `url leads to …` becomes `Leads to ….` */
const withoutName = (field: string, message: string): string => {
  const rest = message.startsWith(field)
    ? message.slice(field.length).replace(/^[ .]+/, '')
    : message;
  const sentence = rest.charAt(0).toUpperCase() + rest.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
};

/** What belongs to no field that is shown. */
export const problemOf = (error: unknown): unknown =>
  Object.keys(faultsOf(error)).length > 0 ? undefined : error;
