import type { Change, Newsroom } from '../src/newsroom';
import { outstanding } from './affected';
import type { Job } from './queue';
import type { State } from './state';

export interface Gathered {
  changes: Change[];
  /** Up to where the newsroom told, if it was asked. */
  cursor: string | null;
}

/**
 * The changes that a job is about.
 *
 * @param newsroom null: it may not be asked for changes
 * @returns null: nobody knows them all any more, so only a full build will do
 */
export async function gatherChanges(
  job: Job,
  state: State,
  newsroom: Newsroom | null,
): Promise<Gathered | null> {
  const changes = [...job.changes];
  if (newsroom === null) return job.since.length > 0 ? null : { changes, cursor: state.cursor };
  for (const since of job.since) {
    const told = await everythingSince(newsroom, since);
    if (told === null) return null;
    changes.push(...told.changes);
  }
  if (!job.catchUp) return { changes, cursor: state.cursor };
  if (state.cursor === null) return null;
  const told = await everythingSince(newsroom, state.cursor);
  if (told === null) return null;
  // Calls have told of most of them already.
  return { changes: [...changes, ...outstanding(told.changes, state)], cursor: told.cursor };
}

async function everythingSince(newsroom: Newsroom, since: string) {
  const changes: Change[] = [];
  for (let cursor = since; ;) {
    const told = await newsroom.changes(cursor);
    if (told === null) return null;
    changes.push(...told.changes);
    cursor = told.cursor;
    if (!told.more) return { changes, cursor };
  }
}
