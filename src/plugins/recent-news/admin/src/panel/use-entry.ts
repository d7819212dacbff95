import { type KeyboardEvent } from 'react';
import { useText } from '../text';
import type { EntryProps } from './entry';
import { keyOf, whichOf } from './entry-key';
import type { Outcome } from './use-list';

/** What an editor can do to one entry, with what is said of it and where the focus goes. */
export const useEntry = ({ entry, place, of, neighbour, decide, onHidden }: EntryProps) => {
  const text = useText();
  const key = keyOf(entry);
  const which = whichOf(entry);
  const name = entry.headline ?? text('entry.untitled');
  const next = neighbour ? [keyOf(neighbour)] : [];

  const move = (by: -1 | 1, from: string): void => {
    const to = place + by;
    if (!decide || to < 1 || to > of) return;
    void decide([{ kind: 'move', which, place: to }], {
      said: text('said.moved', { headline: name, place: to }),
      focus: [from, key],
    });
  };

  return {
    key,
    name,
    up: () => move(-1, `${key}/up`),
    down: () => move(1, `${key}/down`),
    pin: () =>
      void decide?.([{ kind: entry.hand.pinned ? 'unpin' : 'pin', which }], {
        said: text(entry.hand.pinned ? 'said.unpinned' : 'said.pinned', { headline: name }),
        focus: [`${key}/pin`, key, ...next],
      }),
    async hide(): Promise<void> {
      const { target } = entry;
      if (target === null || !decide) return;
      const { isDone } = await decide([{ kind: 'hide', which }], {
        said: text('said.hidden', { headline: name }),
        focus: ['undo', ...next],
      });
      if (isDone) onHidden({ target, headline: name });
    },
    remove: () =>
      void decide?.([{ kind: 'release', which }], {
        said: text('said.removed', { headline: name }),
        focus: next,
      }),
    release: () =>
      void decide?.([{ kind: 'release', which }], {
        said: text('said.released', { headline: name }),
        focus: [`${key}/pin`, key, ...next],
      }),
    edit: async (words: { headline?: string | null; teaser?: string | null }): Promise<Outcome> =>
      decide
        ? decide([{ kind: 'edit', which, ...words }], {
            said: text('said.edited', { headline: name }),
            focus: [`${key}/edit`, key],
          })
        : { isDone: false, problem: null },
    onKeyDown(event: KeyboardEvent): void {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
      if (!decide) return;
      event.preventDefault();
      const focused = (event.target as HTMLElement).dataset.recentNewsFocus;
      move(event.key === 'ArrowUp' ? -1 : 1, focused ?? key);
    },
  };
};

export type EntryActs = ReturnType<typeof useEntry>;
