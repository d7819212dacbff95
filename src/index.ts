import type { Core } from '@strapi/strapi';
import { layOutForms } from './api/article/admin-form';
import { acceptInput, hideBackLinks } from './api/article/content-api';
import { ensureIndexes } from './api/article/indexes';
import { createDeskNewsroom } from './api/article/desk/service';
import { followPictures } from './api/article/page/pictures';
import { pagesOf } from './api/article/page/service';
import { createGuards } from './api/article/publication/guards';
import { openToReaders } from './api/article/permissions';
import { useRules } from './api/article/rules';
import { searchOf } from './api/article/search/service';
import { storiesOf } from './api/article/stories/service';
import { confirmCommits } from './confirmed-commits';
import { askDefaultLocaleOnce } from './default-locale';
import { answerBeforeKoa, dropAfterCommit, frontOf } from './front/service';
import { answerHealth, operationsOf } from './operations/service';
import type { DeskService } from './plugins/desk/server/src/services/desk';
import type { RecentNewsService } from './plugins/recent-news/server/src/services/recent-news';

/** Wires things up and decides nothing: each part says itself what it needs. */
export default {
  register({ strapi }: { strapi: Core.Strapi }) {
    confirmCommits(strapi.db.connection);
    askDefaultLocaleOnce(strapi);
    const pages = pagesOf(strapi);
    const guards = createGuards();
    const recentNews = strapi.plugin('recent-news').service('recent-news') as RecentNewsService;
    // Stories are compared by the names of their topics: old ones would have none in common with new ones.
    useRules(strapi, pages, guards, (trx, showing) => recentNews.resorted(trx, showing));
    acceptInput(strapi);
    hideBackLinks(strapi);
    recentNews.serve(storiesOf(strapi));
    const desk = strapi.plugin('desk').service('desk') as DeskService;
    desk.serve(createDeskNewsroom(strapi));
    desk.useRecommender(recentNews);
    guards.add((trx, documentId) => desk.blocking(trx, documentId));
    pages.subscribe('page-memory', dropAfterCommit(strapi));
    pages.subscribe('recent-news', ({ trx, changes }) => recentNews.touched(trx, changes));
    pages.subscribe('rebuilds', ({ trx, changes }) =>
      strapi.plugin('rebuilds').service('outbox').record(trx, changes),
    );
    pages.subscribe('purges', ({ trx, changes }) =>
      strapi.plugin('purges').service('purges').record(trx, changes),
    );
  },

  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await ensureIndexes(strapi);
    await searchOf(strapi).prepare(strapi.log);
    followPictures(strapi, pagesOf(strapi));
    await openToReaders(strapi);
    await layOutForms(strapi);
    answerBeforeKoa(strapi);
    answerHealth(strapi);
  },

  async destroy({ strapi }: { strapi: Core.Strapi }) {
    await operationsOf(strapi).stop();
    await frontOf(strapi).stop();
  },
};
