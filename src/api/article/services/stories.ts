import type { Core } from '@strapi/strapi';
import { createStories } from '../stories/service';

export default ({ strapi }: { strapi: Core.Strapi }) => createStories(strapi);
