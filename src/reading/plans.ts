import type { Knex } from 'knex';
import { rows } from '../api/article/sql';
import { READ_ACTION } from './routes';

/** What callers may do who say nothing about themselves. */
export interface PublicPermission {
  /** Read published articles. */
  read: boolean;
  /** Anything at all: where they may not, Strapi asks who they are. */
  any: boolean;
}

/** The permissions of the public role, as they are at this moment. */
export const readPublicPermission = async (db: Knex): Promise<PublicPermission> =>
  (
    await rows<PublicPermission>(
      db,
      `SELECT count(*) > 0 AS "any", coalesce(bool_or(p.action = ?), false) AS read
         FROM up_permissions p
         JOIN up_permissions_role_lnk l ON l.permission_id = p.id
         JOIN up_roles r ON r.id = l.role_id
        WHERE r.type = 'public'`,
      [READ_ACTION],
    )
  )[0]!;
