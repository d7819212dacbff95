import type { Core } from '@strapi/strapi';
import { COVER_FIELDS, type CoverJson } from './article-json';

/** Takes a picture's record down to what another newsroom needs of it. */
export const readCover = (file: Record<string, unknown> | null): CoverJson | null =>
  file &&
  (Object.fromEntries(COVER_FIELDS.map((field) => [field, file[field] ?? null])) as CoverJson);

/**
 * The id of the picture's record in this newsroom's library, made when it is not there yet. Its
 * file must be where `url` says: copy `public/uploads`, or share the storage provider.
 */
export const findOrMakeCover = async (strapi: Core.Strapi, cover: CoverJson): Promise<number> => {
  const files = strapi.db.query('plugin::upload.file');
  const known = await files.findOne({ where: { hash: cover.hash, url: cover.url } });
  if (known) return known.id as number;
  const made = await files.create({ data: { ...cover, folderPath: '/' } });
  return made.id as number;
};
