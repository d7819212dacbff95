import bootstrap from './bootstrap';
import config from './config';
import acts from './controllers/acts';
import addresses from './controllers/addresses';
import articles from './controllers/articles';
import choices from './controllers/choices';
import list from './controllers/list';
import presence from './controllers/presence';
import preview from './controllers/preview';
import settings from './controllers/settings';
import register from './register';
import routes from './routes';
import { createDesk } from './services/desk';

export default {
  register,
  bootstrap,
  config,
  controllers: { acts, addresses, articles, choices, list, presence, preview, settings },
  routes,
  services: { desk: createDesk },
};
