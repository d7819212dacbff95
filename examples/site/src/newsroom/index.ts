/** All that this site knows of the newsroom. Nothing else of it calls the content API. */
export * from './client';
export * from './feeds';
export * from './search';
export { snapshotOf, withPage } from './snapshot';
export { callSchema } from './schemas';
export type * from './schemas';
