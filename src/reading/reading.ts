import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { mediaOriginOf } from '../api/article/page/service';
import { searchOf, type Search } from '../api/article/search/service';

/** All that answers to readers are made with. Free of Strapi: a process without it gives them as well. */
export interface Reading {
  readonly db: Knex;
  /** Where pictures are that the newsroom keeps itself, such as `https://cms.example.org`. */
  readonly mediaOrigin: string;
  readonly search: Search;
}

/** Each part is asked for when it is needed: Strapi connects after its controllers are made. */
export const readingOf = (strapi: Core.Strapi): Reading => ({
  get db() {
    return strapi.db.connection;
  },
  get mediaOrigin() {
    return mediaOriginOf(strapi);
  },
  get search() {
    return searchOf(strapi);
  },
});
