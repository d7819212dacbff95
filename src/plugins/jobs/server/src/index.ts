import type { Core } from '@strapi/strapi';
import config from './config';
import type { Engine } from './services/engine';
import { createEngine } from './services/engine';
import { createQueue } from './services/queue';

const engineOf = (strapi: Core.Strapi) => strapi.plugin('jobs').service('engine') as Engine;

export default {
  config,
  services: { engine: createEngine, queue: createQueue },
  bootstrap: ({ strapi }: { strapi: Core.Strapi }) => engineOf(strapi).begin(),
  destroy: ({ strapi }: { strapi: Core.Strapi }) => engineOf(strapi).stop(),
};
