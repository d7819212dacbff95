import type { Adapter } from '../config';
import type { Cache } from './cache';
import { createCloudflare } from './cloudflare';
import { createFastly } from './fastly';
import { createVarnish } from './varnish';

/** The caches that this adapter stands for; each is told on its own. */
export const createCaches = (adapter: Adapter): Cache[] => {
  switch (adapter.kind) {
    case 'none':
      return [];
    case 'varnish':
      return adapter.urls.map((url) => createVarnish({ url, token: adapter.token }));
    case 'fastly':
      return [createFastly(adapter)];
    case 'cloudflare':
      return [createCloudflare(adapter)];
  }
};
