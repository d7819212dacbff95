import type { RequestListener, Server } from 'node:http';
import type { Core } from '@strapi/strapi';
import { readEnvironment } from '../environment';
import { createPageMemory, type PageMemory } from './page-memory';
import type { Change } from './tags';

const memories = new WeakMap<object, PageMemory>();

/** The page memory of a Strapi. */
export const frontOf = (strapi: Core.Strapi): PageMemory => {
  const known = memories.get(strapi);
  if (known) return known;
  const made = createPageMemory({
    environment: readEnvironment(),
    log: strapi.log,
    // What Koa's logger writes at this level.
    access: strapi.log.isLevelEnabled('http') ? (line) => strapi.log.http(line) : null,
  });
  memories.set(strapi, made);
  return made;
};

/** Stands in front of the server's listeners; reads and listens from when the server does. */
export const answerBeforeKoa = (strapi: Core.Strapi): void => {
  const server: Server = strapi.server.httpServer;
  const front = frontOf(strapi);
  const [koa, ...others] = server.listeners('request') as RequestListener[];
  if (!koa || others.length > 0)
    throw new Error(
      'The page memory expects one listener of the HTTP server to stand in front of.',
    );
  server.removeAllListeners('request');
  server.on('request', front.wrap(koa));
  server.once('listening', () => front.start());
};

/** Hears of an act in its transaction, and drops what it changed once it is committed. */
export const dropAfterCommit =
  (strapi: Core.Strapi) =>
  async ({ changes }: { changes: readonly Change[] }): Promise<void> => {
    await strapi.db.transaction(async ({ onCommit }) => {
      onCommit(() => frontOf(strapi).drop(changes));
    });
  };
