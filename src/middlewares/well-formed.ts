import type { Core } from '@strapi/strapi';
import { wellFormed } from '../http/well-formed';

/** For every door of Strapi's that is reached by HTTP. */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) => wellFormed(strapi.log);
