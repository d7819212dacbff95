import { factories } from '@strapi/strapi';

export default factories.createCoreService('api::related-news.related-news');
