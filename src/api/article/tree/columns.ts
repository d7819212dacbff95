import type { Core } from '@strapi/strapi';
import { BULLET, RELATED, SECTION } from '../rules/types';
import type { CopiedColumns } from './plans';

/** Written anew for each side, so never copied. */
const OWN = new Set(['id', 'published_at', 'target_document_id']);

/** The columns of a type's own table that hold its data, links to the admin's users included. */
export const columnsOf = (strapi: Core.Strapi, uid: string): string[] => {
  const { attributes } = strapi.db.metadata.get(uid);
  const scalars = Object.entries(attributes).flatMap(([name, attribute]) => {
    if (attribute.type === 'relation') {
      // Links to the admin's users are columns; all other relations are tables of their own.
      return 'joinColumn' in attribute &&
        attribute.joinColumn &&
        !('joinTable' in attribute && attribute.joinTable)
        ? [(attribute.joinColumn as { name: string }).name]
        : [];
    }
    return 'columnName' in attribute && attribute.columnName ? [attribute.columnName] : [name];
  });
  return [...new Set(scalars)].filter((column) => !OWN.has(column));
};

let cached: CopiedColumns | undefined;

/** The columns that a copy of a child takes over: all of its own, also those added later. */
export const copiedColumns = (strapi: Core.Strapi): CopiedColumns =>
  (cached ??= {
    sections: columnsOf(strapi, SECTION),
    bullets: columnsOf(strapi, BULLET),
    relatedNews: columnsOf(strapi, RELATED),
  });
