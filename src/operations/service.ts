import type { RequestListener, Server } from 'node:http';
import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { readEnvironment } from '../environment';
import { frontOf } from '../front/service';
import type { Queue } from '../plugins/jobs/server/src/services/queue';
import type { Standing } from '../plugins/rebuilds/server/src/services/standing';
import { createOperations, type Operations } from './operations';
import { poolUseOf } from './pool-use';

const known = new WeakMap<object, Operations>();

/** Health and metrics of a Strapi. */
export const operationsOf = (strapi: Core.Strapi): Operations => {
  const found = known.get(strapi);
  if (found) return found;
  const { role, database, operations } = readEnvironment();
  const made = createOperations({
    role,
    version: String(strapi.config.get('info.version')),
    booted: () => strapi.isLoaded,
    front: () => frontOf(strapi),
    db: { ...database, pool: () => poolUseOf(strapi.db.connection as unknown as Knex) },
    queue: () => (strapi.plugin('jobs').service('queue') as Queue).depths(),
    deliveries: () => (strapi.plugin('rebuilds').service('standing') as Standing).now(),
    ...operations,
    log: strapi.log,
  });
  known.set(strapi, made);
  return made;
};

/** Answers health before Koa, and begins to look at the database when the server listens. */
export const answerHealth = (strapi: Core.Strapi): void => {
  const server: Server = strapi.server.httpServer;
  const operations = operationsOf(strapi);
  const listeners = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on(
    'request',
    operations.wrap((request, response) => {
      for (const listener of listeners) listener.call(server, request, response);
    }),
  );
  server.once('listening', () => operations.start());
};
