/** Strapi's advertisement for its new media library, above every page of an editor who came to write. */
const BANNER_DISMISSED = 'STRAPI_MEDIA_LIBRARY_BANNER_DISMISSED_FOR_false:false';

export default {
  config: {
    locales: ['de'],
    tutorials: false,
    notifications: { releases: false },
    translations: {
      en: {
        'Auth.form.welcome.title': 'Newsroom',
        'Auth.form.welcome.subtitle': 'Log in to write',
      },
    },
  },
  bootstrap() {
    window.localStorage.setItem(BANNER_DISMISSED, 'true');
  },
};
