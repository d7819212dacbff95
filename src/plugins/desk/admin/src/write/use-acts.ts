import type { DeskArticle, DeskNewsEntry } from '../../../server/src/contracts';
import {
  useDeskActMutation,
  useDeskDeleteMutation,
  useDeskTakeNewsMutation,
  type Act,
} from '../api';
import type { useSaving } from '../saving/use-saving';
import { useText } from '../text';

interface ActsOptions {
  documentId: string;
  saving: Pick<ReturnType<typeof useSaving>, 'autosave' | 'setArticle'>;
  /** What the last act failed with; null as the next one begins. */
  onProblem: (problem: unknown) => void;
  onRemoved: () => void;
}

/** What is done to an article as a whole, once all that was typed is stored. */
export const useActs = ({ documentId, saving, onProblem, onRemoved }: ActsOptions) => {
  const { autosave, setArticle } = saving;
  const text = useText();
  const [runAct, acting] = useDeskActMutation();
  const [runTake] = useDeskTakeNewsMutation();
  const [runDelete] = useDeskDeleteMutation();

  /** @returns null when it failed, which is told */
  const done = async <Result>(work: () => Promise<Result>): Promise<Result | null> => {
    onProblem(null);
    try {
      return await work();
    } catch (error) {
      onProblem(error);
      return null;
    }
  };
  const store = async (): Promise<void> => {
    if (!(await autosave.flush())) throw new Error(text('write.notSavedYet'));
  };
  const show = (article: DeskArticle): void => {
    autosave.newer(article);
    setArticle(article);
  };

  return {
    isBusy: acting.isLoading,
    act: (name: Act): Promise<DeskArticle | null> =>
      done(async () => {
        await store();
        const article = await runAct({ documentId, act: name }).unwrap();
        if (name !== 'duplicate') show(article);
        return article;
      }),
    /** What stood below a page that was pasted. */
    takeNews: async (entries: readonly DeskNewsEntry[]): Promise<void> => {
      if (entries.length === 0) return;
      await done(async () => {
        await store();
        show(await runTake({ documentId, entries: [...entries] }).unwrap());
      });
    },
    remove: async (): Promise<void> => {
      await done(async () => {
        await runDelete(documentId).unwrap();
        // Nothing of it is to be saved any more.
        autosave.dispose();
        onRemoved();
      });
    },
  };
};
