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
    faults[field] = faults[field] ? `${faults[field]}; ${message}` : message;
  }
  return faults;
};
