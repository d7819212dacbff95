/** The same answers need the same libraries. */
import ours from '../../../package.json';
import strapis from '@strapi/core/package.json';

it.each(['koa', '@koa/router', '@koa/cors', 'koa-helmet', 'qs'] as const)(
  'a reader has the %s that Strapi has',
  (name) => {
    expect(ours.dependencies[name]).toBe(strapis.dependencies[name]);
  },
);
