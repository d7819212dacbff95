import createError from 'http-errors';

/** A 403 that says why: of its own class of error Strapi keeps the sentence to itself. */
export const forbidden = (message: string): Error =>
  createError(403, message, { name: 'ForbiddenError', details: {} });
