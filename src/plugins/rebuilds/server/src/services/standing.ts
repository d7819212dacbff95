import type { Core } from '@strapi/strapi';
import { countCallsSince, type CallState } from '../plans/calls';
import { oldestUntold } from '../plans/outbox';
import { readProgress } from '../plans/progress';
import { readTargets } from '../target';

const HOUR_MS = 60 * 60 * 1000;

/** For metrics: a few numbers, each out of an index. */
export const createStanding = ({ strapi }: { strapi: Core.Strapi }) => ({
  async now(): Promise<{
    /** Calls of the last hour, by how they stand now. */
    calls: Partial<Record<CallState, number>>;
    /** Those that are turned on, by whether the last call arrived; and those that we turned off. */
    targets: { fine: number; failing: number; off: number };
    /** Age of the oldest act that a target which is turned on has not been told of, s. */
    behindSeconds: number;
  }> {
    const db = strapi.db.connection;
    const progress = await readProgress(db);
    const targets = await readTargets(strapi);
    const enabled = targets.filter((target) => target.enabled);
    const failing = enabled.filter(
      ({ documentId }) => progress.get(documentId)?.firstFailedAt != null,
    );
    const off = targets.filter(
      (target) => !target.enabled && progress.get(target.documentId)?.offReason != null,
    );
    return {
      calls: await countCallsSince(db, new Date(Date.now() - HOUR_MS)),
      targets: {
        fine: enabled.length - failing.length,
        failing: failing.length,
        off: off.length,
      },
      behindSeconds:
        enabled.length === 0
          ? 0
          : await oldestUntold(
              db,
              enabled.map(({ documentId }) => documentId),
            ),
    };
  },
});

export type Standing = ReturnType<typeof createStanding>;
