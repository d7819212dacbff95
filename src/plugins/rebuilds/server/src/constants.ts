export const PLUGIN = 'rebuilds';
export const TARGET = 'plugin::rebuilds.target';

export const QUEUES = {
  /** Numbers what was recorded and looks which targets want it. */
  gather: 'rebuilds.gather',
  /** Looks at one target, and makes the call that is due. */
  deliver: 'rebuilds.deliver',
  /** Finds what a crash left behind. */
  sweep: 'rebuilds.sweep',
  prune: 'rebuilds.prune',
} as const;

/** RBAC actions: `plugin::rebuilds.read` and so on. */
export const ACTIONS = {
  read: 'plugin::rebuilds.read',
  manage: 'plugin::rebuilds.manage',
  replay: 'plugin::rebuilds.replay',
} as const;
