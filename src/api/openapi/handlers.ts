import { statSync } from 'node:fs';
import type { Context } from 'koa';
import { respond } from '../article/page/respond';
import { openApiDocument } from './document';

/** The contract changes with the program: all processes of one build must give the same date. */
const builtAt = statSync(__filename).mtime;

export const createContractHandlers = () => ({
  find(ctx: Context): void {
    respond(ctx, JSON.stringify(openApiDocument()), { lastModified: builtAt, tags: ['openapi'] });
  },
});
