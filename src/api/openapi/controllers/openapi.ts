import type { Context } from 'koa';
import { respond } from '../../article/page/respond';
import { openApiDocument } from '../document';

/** The contract changes with the program, so not after its start. */
const startedAt = new Date();

export default () => ({
  find(ctx: Context) {
    respond(ctx, JSON.stringify(openApiDocument()), {
      lastModified: startedAt,
      tags: ['openapi'],
    });
  },
});
