import type { Core } from '@strapi/strapi';
import { createPageRefresh } from '../page/refresh';
import { mediaOriginOf } from '../page/service';

/** The one instance that acts go through and that other parts subscribe to. */
export default ({ strapi }: { strapi: Core.Strapi }) => createPageRefresh(mediaOriginOf(strapi));
