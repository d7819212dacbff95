import createError from 'http-errors';
import { errors } from '@strapi/utils';
import type { Problem } from './outline/types';
import { describeProblems } from './problems';

/**
 * @throws errors.ValidationError (400) that names every place; nothing when there is no problem
 */
export const refuse = (problems: readonly Problem[]): void => {
  if (problems.length === 0) return;
  const { message, details } = describeProblems(problems);
  throw new errors.ValidationError(message, details);
};

/**
 * Somebody else saved since: the writer keeps the text and looks at the newer version first.
 * A 409 with code `STALE`, which Strapi's own error classes do not have.
 */
export const staleError = (baseVersion: number, currentVersion: number): Error =>
  createError(
    409,
    `The article is at version ${currentVersion}, but this was written on version ${baseVersion}. ` +
      'Nothing was saved: read the newer version, bring your change into it and save again.',
    { name: 'StaleError', code: 'STALE', details: { code: 'STALE', baseVersion, currentVersion } },
  );

/** A sentence for what a child may not do on its own. */
export const refuseAct = (message: string): never => {
  throw new errors.ApplicationError(message, { code: 'USE_ARTICLE' });
};
