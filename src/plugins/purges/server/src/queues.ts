import type { Cache } from './caches/cache';

/** Hands what one act changed out to the caches. */
export const HAND_OUT = 'purges.hand-out';

/** Jobs of one cache, so that one that does not answer holds up no other. */
export const queueFor = ({ id }: Cache): string => `purges.${id}`;

/** The one job that purges a whole cache, after it has been away for long. */
export const catchUpFor = ({ id }: Cache): string => `purges.${id}.all`;
