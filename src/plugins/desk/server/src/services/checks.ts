import { errors } from '@strapi/utils';
import { checklistOf, sentenceOf, type Checked } from '../checklist';
import { DEFAULT_LEVELS, levelsSchema } from '../config';
import type { CheckItem, CheckLevels } from '../contracts';
import type { DeskNewsroom, Recommender } from '../newsroom';
import type { Db } from '../sql';

interface Store {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
}

interface Needs {
  newsroom: DeskNewsroom;
  store: Store;
  defaults: Partial<CheckLevels>;
  recommender: () => Recommender | null;
  warn(message: string): void;
}

/** Where an administrator's own levels are kept. */
const KEY = 'checklist';

/** The checklist before a publish: the same for the screen that shows it and the server that refuses. */
export const createChecks = ({ newsroom, store, defaults, recommender, warn }: Needs) => {
  const levels = async (): Promise<CheckLevels> => {
    const stored = levelsSchema.partial().safeParse((await store.get(KEY)) ?? {});
    return { ...DEFAULT_LEVELS, ...defaults, ...(stored.success ? stored.data : {}) };
  };

  /** A story is published even when nobody can say whether there is another like it. */
  const twinsOf = async (db: Db, documentId: string) => {
    try {
      return (await recommender()?.twins(db, documentId)) ?? [];
    } catch (error) {
      warn(`Near-duplicates of ${documentId} were not looked for: ${(error as Error).message}`);
      return [];
    }
  };

  const checked = async (db: Db, documentId: string): Promise<Pick<Checked, 'text' | 'cover'>> => {
    const open = await newsroom.read(db, documentId);
    if (!open)
      throw new errors.NotFoundError(`There is no article with the documentId "${documentId}".`);
    return open;
  };

  return {
    levels,

    /** All that an editor should look at. */
    async items(db: Db, documentId: string): Promise<CheckItem[]> {
      const wanted = await levels();
      return checklistOf(
        {
          ...(await checked(db, documentId)),
          refusals: await newsroom.refusals(db, documentId),
          twins: wanted.duplicate === 'off' ? [] : await twinsOf(db, documentId),
        },
        wanted,
      );
    },

    /**
     * What forbids the publish that is under way, whichever door it came through. The newsroom's own rules
     * are not asked again.
     * @param db the transaction of the publish
     */
    async blocking(db: Db, documentId: string): Promise<{ place: string; message: string }[]> {
      const wanted = await levels();
      const items = checklistOf(
        {
          ...(await checked(db, documentId)),
          refusals: [],
          twins: wanted.duplicate === 'block' ? await twinsOf(db, documentId) : [],
        },
        wanted,
      );
      return items
        .filter(({ level }) => level === 'block')
        .map((item) => ({ place: item.place, message: sentenceOf(item) }));
    },

    async setLevels(value: CheckLevels): Promise<CheckLevels> {
      await store.set(KEY, value);
      return levels();
    },
  };
};

export type Checks = ReturnType<typeof createChecks>;
