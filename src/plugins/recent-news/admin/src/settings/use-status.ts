import { useEffect, useState } from 'react';
import type { StatusAnswer } from '../../../server/src/contracts';
import { useRecentNewsRunMutation, useRecentNewsStatusQuery } from '../api';

/** How often progress is looked at, ms. */
const EVERY = 2000;

export type Work = 'backfill' | 'refit';

/** What changes when a work begins (backfill) or is done (refit). */
const markOf = (work: Work, { backfill, space }: StatusAnswer): string | null =>
  work === 'backfill' ? (backfill?.startedAt ?? null) : (space?.fittedAt ?? null);

/** The state of the archive, looked at again and again while something is being done to it. */
export const useStatus = () => {
  const [asked, setAsked] = useState<{ work: Work; before: string | null } | null>(null);
  const [isRunning, setIsRunning] = useState(false);
  const { data, error } = useRecentNewsStatusQuery(undefined, {
    refetchOnMountOrArgChange: true,
    pollingInterval: asked || isRunning ? EVERY : 0,
  });
  const [runOn, running] = useRecentNewsRunMutation();

  useEffect(() => {
    if (!data) return;
    setIsRunning(data.backfill !== null && data.backfill.phase !== 'done');
    setAsked((now) => (now && markOf(now.work, data) !== now.before ? null : now));
  }, [data]);

  return {
    data,
    error,
    isRunning,
    /** What was asked for and has not begun, or not ended, yet. */
    asked: asked?.work ?? null,
    problem: running.error,
    async run(work: Work): Promise<void> {
      if (!data || asked) return;
      setAsked({ work, before: markOf(work, data) });
      const answer = await runOn(work);
      if ('error' in answer) setAsked(null);
    },
  };
};

export type Status = ReturnType<typeof useStatus>;
