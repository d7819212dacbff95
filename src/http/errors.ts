/**
 * What is thrown at callers who read. Strapi and the reader process show these alike, and loading
 * Strapi's own classes takes longer than a reader may take to start.
 */
import createError, { type HttpError } from 'http-errors';
import type { Problem } from '../api/article/outline/types';
import { describeProblems } from '../api/article/problems';

const refusal = (status: number, name: string, message: string, details: object = {}): HttpError =>
  createError(status, message, { name, details });

/** @param details what programs may read of it */
export const invalid = (message: string, details: object = {}): HttpError =>
  refusal(400, 'ValidationError', message, details);

/** @param problems one at least */
export const invalidPlaces = (problems: readonly Problem[]): HttpError => {
  const { message, details } = describeProblems(problems);
  return invalid(message, details);
};

export const forbidden = (message: string): HttpError => refusal(403, 'ForbiddenError', message);

export const notFound = (message: string): HttpError => refusal(404, 'NotFoundError', message);

export const gone = (message: string, details: object): HttpError =>
  refusal(410, 'GoneError', message, details);

export const tooLarge = (message: string): HttpError =>
  refusal(413, 'PayloadTooLargeError', message);

export const unsupported = (message: string): HttpError =>
  refusal(415, 'UnsupportedMediaTypeError', message);

export const unavailable = (message: string): HttpError =>
  refusal(503, 'ServiceUnavailableError', message);
