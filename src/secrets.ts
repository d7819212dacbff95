import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { EnvironmentError } from './environment-error';

/** The secrets Strapi signs and encrypts with, and what each of them protects. */
const SECRETS = {
  APP_KEYS: 'signs session cookies (one or more keys with commas between them)',
  API_TOKEN_SALT: 'hashes API tokens',
  ADMIN_JWT_SECRET: 'signs admin logins',
  TRANSFER_TOKEN_SALT: 'hashes transfer tokens',
  JWT_SECRET: 'signs logins of API users',
  ENCRYPTION_KEY: 'encrypts API tokens that can be shown again',
} as const;

export type SecretName = keyof typeof SECRETS;
export type Secrets = Record<SecretName, string>;
export const SECRET_NAMES = Object.keys(SECRETS) as SecretName[];

/** 16 characters of base64 hold 96 random bits: beyond guessing, and no placeholder is let through by accident. */
const SHORTEST_SECRET = 16;

const HOW_TO_MAKE_ONE = `node -p "crypto.randomBytes(32).toString('base64')"`;

/**
 * Outside production missing secrets are made once and kept in `secretsFile`; production demands
 * them, because two processes with different secrets refuse each other's logins.
 * @param problems gets a sentence for each that is missing or too short
 * @returns undefined when there is any problem
 */
export function readSecrets(
  given: Record<string, string>,
  secretsFile: string,
  problems: string[],
): Secrets | undefined {
  const known: Partial<Secrets> = {};
  const missing: SecretName[] = [];
  for (const name of SECRET_NAMES) {
    const value = given[name];
    if (value == null) {
      missing.push(name);
    } else if (value.split(',').some((part) => part.trim().length < SHORTEST_SECRET)) {
      problems.push(
        `${name} is too short to be a secret: give at least ${SHORTEST_SECRET} random characters${name === 'APP_KEYS' ? ' for each key' : ''}, made with: ${HOW_TO_MAKE_ONE}`,
      );
    } else {
      known[name] = value;
    }
  }
  if (missing.length > 0) {
    if (given.NODE_ENV === 'production') {
      problems.push(
        `these secrets are missing, and production does not invent them:\n${missing
          .map((name) => `      ${name}: ${SECRETS[name]}`)
          .join('\n')}\n    make one for each with: ${HOW_TO_MAKE_ONE}`,
      );
    } else if (problems.length === 0) {
      const kept = keptSecrets(secretsFile);
      for (const name of missing) known[name] = kept[name];
    }
  }
  return problems.length === 0 ? (known as Secrets) : undefined;
}

/**
 * The secrets in `file`, which is made on the first call (readable by its owner only).
 *
 * @throws {EnvironmentError} when the file is there and is no list of secrets
 */
export function keptSecrets(file: string): Secrets {
  if (!existsSync(file)) {
    const made = Object.fromEntries(
      SECRET_NAMES.map((name) => [name, randomBytes(32).toString('base64')]),
    );
    mkdirSync(path.dirname(file), { recursive: true });
    try {
      // `wx`: of two processes that start at once, the second one takes the first one's secrets.
      writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  const shape = z.object(
    Object.fromEntries(SECRET_NAMES.map((name) => [name, z.string().min(SHORTEST_SECRET)])),
  );
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8'))) as Secrets;
  } catch {
    throw new EnvironmentError([
      `${file} does not hold the secrets ${SECRET_NAMES.join(', ')}: delete it to have new ones made (logins and API tokens made with the old ones end)`,
    ]);
  }
}
