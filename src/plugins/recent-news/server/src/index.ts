import bootstrap from './bootstrap';
import config from './config';
import lists from './controllers/lists';
import settings from './controllers/settings';
import status from './controllers/status';
import stories from './controllers/stories';
import register from './register';
import routes from './routes';
import { createRecentNews } from './services/recent-news';

export default {
  register,
  bootstrap,
  config,
  controllers: { lists, settings, status, stories },
  routes,
  services: { 'recent-news': createRecentNews },
};
