import { useEffect, useRef, useState, type RefObject } from 'react';
import type { Decision, ListAnswer, ListSide } from '../../../server/src/contracts';
import {
  useRecentNewsDecideMutation,
  useRecentNewsListQuery,
  useRecentNewsRegenerateMutation,
} from '../api';
import { restoreFocus } from './focus';

/** A job makes the list after a publish, within 2 s on an idle machine; ms. */
const LIST_IS_MADE_WITHIN = 2500;

/** React has drawn the new list by then, and what its parts did after it, ms. */
const DRAWN_WITHIN = 60;

export interface Act {
  /** Said to those who cannot see it, once it is done. */
  said: string;
  /** Where the focus goes, the first that is there; see `focusName`. */
  focus: string[];
}

/** What stood in the way, if anything did. */
export type Outcome = { isDone: true } | { isDone: false; problem: unknown };

export type Decide = (decisions: Decision[], act: Act) => Promise<Outcome>;

interface ListOptions {
  documentId: string;
  side: ListSide;
  /** Changes when the document was saved. */
  saved: string;
  /** Changes when it was published. */
  published: string;
  /** Whether the document may be read anew: the Content Manager drops unsaved text when it is. */
  reload: boolean;
  root: RefObject<HTMLElement>;
}

/** The list from the server, and what an editor does to it. */
export const useList = ({ documentId, side, saved, published, reload, root }: ListOptions) => {
  const question = { documentId, side };
  const list = useRecentNewsListQuery(question, { refetchOnMountOrArgChange: true });
  const [decideOn, deciding] = useRecentNewsDecideMutation();
  const [regenerateOn, regenerating] = useRecentNewsRegenerateMutation();
  const [live, setLive] = useState(false);
  const [said, setSaid] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const refetch = useRef(list.refetch);
  refetch.current = list.refetch;

  const seen = useRef({ saved, published });
  useEffect(() => {
    const before = seen.current;
    if (before.saved === saved && before.published === published) return;
    seen.current = { saved, published };
    void refetch.current();
    if (before.published === published) return;
    const timer = setTimeout(() => void refetch.current(), LIST_IS_MADE_WITHIN);
    return () => clearTimeout(timer);
  }, [saved, published]);

  const isBusy = deciding.isLoading || regenerating.isLoading;

  const act = async (
    work: () => Promise<ListAnswer>,
    { said: sentence, focus }: Act,
  ): Promise<Outcome> => {
    // A second click of an impatient hand, on what is about to change.
    if (isBusy) return { isDone: false, problem: null };
    setProblem(null);
    setSaid('');
    try {
      await work();
      setSaid(sentence);
      setTimeout(() => restoreFocus(root.current, focus), DRAWN_WITHIN);
      return { isDone: true };
    } catch (error) {
      setProblem(error);
      return { isDone: false, problem: error };
    }
  };

  const decide: Decide = (decisions, done) =>
    act(() => decideOn({ documentId, decisions, live, reload }).unwrap(), done);

  return {
    answer: list.currentData,
    error: list.error,
    again: () => void list.refetch(),
    isBusy,
    /** Whether decisions go live at once. */
    live,
    setLive,
    said,
    problem,
    forgetProblem: () => setProblem(null),
    decide,
    regenerate: (done: Act) => act(() => regenerateOn({ documentId, reload }).unwrap(), done),
  };
};
