/** All SQL on the tables of the archive, a file a table. */
export * from './spaces';
export * from './stories';
export * from './thresholds';
export * from './vectors';
