/** Pieces of SQL that make JSON of what pages show. */

/** The instant as JavaScript writes it (ISO 8601, UTC, milliseconds). */
export const ISO = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** A picture of the media library as {@link StoredPicture}, or null. */
export const pictureJson = (relatedId: string, relatedType: string, field: string): string =>
  `(SELECT json_build_object('url', f.url, 'width', f.width, 'height', f.height,
           'alternativeText', f.alternative_text, 'caption', f.caption, 'formats', f.formats)
      FROM files_related_mph m JOIN files f ON f.id = m.file_id
     WHERE m.related_id = ${relatedId} AND m.related_type = '${relatedType}' AND m.field = '${field}'
     LIMIT 1)`;
