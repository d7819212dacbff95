import { LOGO } from './logo';

/** Strapi's advertisement for its new media library, above every page of an editor who came to write. */
const BANNER_DISMISSED = 'STRAPI_MEDIA_LIBRARY_BANNER_DISMISSED_FOR_false:false';

export default {
  config: {
    locales: ['de'],
    auth: { logo: LOGO },
    menu: { logo: LOGO },
    head: { favicon: LOGO },
    tutorials: false,
    notifications: { releases: false },
    translations: {
      en: {
        'Auth.form.welcome.title': 'Newsroom',
        'Auth.form.welcome.subtitle': 'Log in to write',
      },
      de: {
        'Auth.form.welcome.title': 'Newsroom',
        'Auth.form.welcome.subtitle': 'Anmelden und schreiben',
      },
    },
  },
  bootstrap() {
    window.localStorage.setItem(BANNER_DISMISSED, 'true');
  },
};
