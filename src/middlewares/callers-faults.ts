import type { Core } from '@strapi/strapi';
import { answerCallersFaults, logBeside } from '../http/callers-faults';

/** Right inside of `strapi::errors`. */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) => {
  // Koa calls it itself, or the media library does, which listens in its place.
  strapi.server.app.onerror = logBeside(strapi.log);
  return answerCallersFaults();
};
