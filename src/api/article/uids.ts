/** Names of the content types in Strapi. */
export const ARTICLE = 'api::article.article';
export const SECTION = 'api::section.section';
export const BULLET = 'api::bullet.bullet';
export const RELATED = 'api::related-news.related-news';
export const SITE = 'api::site.site';
export const TOPIC = 'api::topic.topic';
export const AUTHOR = 'api::author.author';
