import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { tables } from './2026.11.25T04.00.00.desk';

export interface Migration {
  /** The compiled file's: by it a version tells which of them it brings. */
  name: string;
  up(knex: Knex): Promise<void>;
}

/** All of them, oldest first. */
const migrations: readonly Migration[] = [tables];

/** Strapi runs them at boot, each once, in a transaction, before it makes tables of content types. */
export const registerMigrations = ({ db }: Core.Strapi): void => {
  for (const migration of migrations)
    db.migrations.providers.internal.register({
      ...migration,
      down: () => Promise.reject(new Error(`Migration ${migration.name} has no way back.`)),
    });
};
