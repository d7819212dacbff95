import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import type { Secret } from './call/secrets';
import { TARGET } from './constants';

/** A target as deliveries need it. */
export interface Target {
  documentId: string;
  name: string;
  url: string;
  kind: string;
  /** Kinds of change that it wants; an empty list wants all. */
  events: string[];
  quietSeconds: number;
  maxWaitSeconds: number;
  enabled: boolean;
  /** The newest first. */
  secrets: Secret[];
  /** Sent along with every call. */
  headers: Record<string, string>;
  createdAt: Date;
  updatedAt: Date;
}

/** Secrets and headers (which may hold a password) are not in the database for everybody to read. */
export type Sealed = Pick<Target, 'secrets' | 'headers'>;

type Encryption = { encrypt(text: string): string | null; decrypt(text: string): string | null };
const encryption = (strapi: Core.Strapi) =>
  strapi.service('admin::encryption') as unknown as Encryption;

/** @throws {errors.ApplicationError} when the server has no ENCRYPTION_KEY */
export const seal = (strapi: Core.Strapi, sealed: Sealed): string => {
  const text = encryption(strapi).encrypt(JSON.stringify(sealed));
  if (text === null) {
    throw new errors.ApplicationError(
      'A secret cannot be kept: the server has no ENCRYPTION_KEY (admin.secrets.encryptionKey).',
    );
  }
  return text;
};

const unseal = (strapi: Core.Strapi, name: string, text: string | null): Sealed => {
  if (!text) return { secrets: [], headers: {} };
  const opened = encryption(strapi).decrypt(text);
  if (opened === null) {
    throw new errors.ApplicationError(
      `The secret of the rebuild target "${name}" cannot be read: ENCRYPTION_KEY is not the one that it was saved with. Give the old key back, or rotate the secret.`,
    );
  }
  return JSON.parse(opened) as Sealed;
};

type Row = Omit<Target, 'events' | keyof Sealed> & {
  events: string[] | null;
  sealed: string | null;
};

/**
 * @throws {errors.ApplicationError} when its secret cannot be read
 */
const targetOf = (strapi: Core.Strapi, { sealed, events, ...row }: Row): Target => ({
  ...row,
  events: events ?? [],
  ...unseal(strapi, row.name, sealed),
  createdAt: new Date(row.createdAt),
  updatedAt: new Date(row.updatedAt),
});

/** Without what is sealed: for lists, which must show also a target whose secret cannot be read. */
export type OpenTarget = Omit<Target, keyof Sealed>;

/** In the order in which they were made. */
export const readTargets = async (strapi: Core.Strapi): Promise<OpenTarget[]> => {
  const found = (await strapi.db
    .query(TARGET)
    .findMany({ orderBy: { id: 'asc' } })) as unknown as Row[];
  return found.map((row) => targetOf(strapi, { ...row, sealed: null }));
};

/** @throws {errors.ApplicationError} when its secret cannot be read */
export const readTarget = async (
  strapi: Core.Strapi,
  documentId: string,
): Promise<Target | null> => {
  const row = (await strapi.db.query(TARGET).findOne({ where: { documentId } })) as Row | null;
  return row && targetOf(strapi, row);
};
