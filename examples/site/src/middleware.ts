import { defineMiddleware } from 'astro:middleware';
import { countMonths, monthOf } from './months';
import { createNewsroom } from './newsroom';

/** The build server says where pages read from. In `astro dev` nobody does. */
export const onRequest = defineMiddleware(({ locals }, next) => {
  if (!locals.newsroom) {
    const url = process.env['NEWSROOM_URL'] ?? 'http://127.0.0.1:1337';
    const newsroom = createNewsroom({ url, publicUrl: process.env['NEWSROOM_PUBLIC_URL'] ?? url });
    locals.newsroom = newsroom;
    locals.months = async () => {
      const months: (string | null)[] = [];
      for await (const head of newsroom.allPages()) months.push(monthOf(head.firstPublishedAt));
      return countMonths(months);
    };
  }
  return next();
});
