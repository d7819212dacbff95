/** SQL for an instant as milliseconds since 1970, as times come and go in these modules. */
export const MS = (column: string): string => `round(extract(epoch FROM ${column}) * 1000)::float8`;
