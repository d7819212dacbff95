import type { FrontStats } from '../front/stats';
import type { DatabaseState } from './health';

/** How a queue of jobs stands, over all processes. */
export interface QueueDepth {
  queue: string;
  /** Not begun, and it is time. */
  due: number;
  /** Not begun: for later, or to be tried again. */
  later: number;
  /** How long the oldest one has been due, s. */
  oldestSeconds: number;
}

/** How the calls stand that tell sites what to build again, over all processes. */
export interface DeliveryState {
  /** Calls that were made in the last hour, by how they stand now. */
  calls: Record<string, number>;
  /** Targets that are turned on, by whether their last call arrived; and those turned off for good. */
  targets: { fine: number; failing: number; off: number };
  /** Age of the oldest act that a target which is turned on has not been told of, s; 0 when none is. */
  behindSeconds: number;
}

/** Connections of a pool. */
export interface PoolUse {
  used: number;
  free: number;
  /** How many wait for one. */
  pending: number;
  max: number;
}

/** Where metrics come from. */
export interface MetricSources {
  role: string;
  version: string;
  database(): DatabaseState;
  /** null as long as there is no page memory. */
  pages?: () => FrontStats | null;
  pool?: () => PoolUse;
  queue?: () => Promise<QueueDepth[]>;
  deliveries?: () => Promise<DeliveryState>;
}
