import type { Newsroom } from '../src/newsroom';
import type { Job } from './queue';
import type { State } from './state';

/**
 * Says which versions are live now. An editor who does not see it is no reason to build again, so a
 * failure is only told.
 */
export async function giveReceipts(
  newsroom: Newsroom,
  calls: Job['calls'],
  stories: State['stories'],
  log: (line: string) => void,
): Promise<void> {
  for (const { id, documentIds } of calls) {
    const versions: Record<string, number | null> = {};
    for (const documentId of documentIds) {
      const story = stories[documentId];
      if (!story) versions[documentId] = null;
      else if (story.version !== null) versions[documentId] = story.version;
    }
    try {
      await newsroom.receipt(id, versions);
    } catch (error) {
      log(`no receipt for ${id}: ${(error as Error).message}`);
    }
  }
}
