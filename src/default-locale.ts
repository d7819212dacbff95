import type { Core } from '@strapi/strapi';

interface Locales {
  getDefaultLocale(): Promise<string>;
  setDefaultLocale(locale: { code: string }): Promise<unknown>;
}

/**
 * Strapi reads the default locale from the database for every relation that it writes: nine times a publish.
 * Within one transaction it is asked for once.
 */
export const askDefaultLocaleOnce = (strapi: Core.Strapi): void => {
  const locales = strapi.plugin('i18n').service('locales') as Locales;
  const { getDefaultLocale, setDefaultLocale } = locales;
  const known = new WeakMap<object, Promise<string>>();

  locales.getDefaultLocale = async () => {
    if (!strapi.db.inTransaction()) return getDefaultLocale();
    return strapi.db.transaction(({ trx }) => {
      const answer = known.get(trx) ?? getDefaultLocale();
      known.set(trx, answer);
      return answer;
    });
  };
  locales.setDefaultLocale = async (locale) => {
    if (!strapi.db.inTransaction()) return setDefaultLocale(locale);
    return strapi.db.transaction(async ({ trx }) => {
      const done = await setDefaultLocale(locale);
      known.delete(trx);
      return done;
    });
  };
};
