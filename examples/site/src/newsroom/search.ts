import { createClient, type CallOptions, type Client } from '@newsroom/client';

/** What a search answers. `highlight` is escaped HTML with `<mark>`. */
export type Found = Awaited<ReturnType<Client['search']>>;

/**
 * Searches from the reader's browser.
 *
 * @param url what browsers call the newsroom
 * @throws NewsroomError when the answer is an error, and what `fetch` throws
 */
export const search = (
  url: string,
  query: Parameters<Client['search']>[0],
  options?: CallOptions,
): Promise<Found> => createClient({ url }).search(query, options);
