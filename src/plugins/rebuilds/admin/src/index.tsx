import type { StrapiApp } from '@strapi/strapi/admin';
import type { ContentManagerPlugin } from '@strapi/content-manager/strapi-admin';
import { Rocket } from '@strapi/icons';
import { PAGE, PLUGIN, READ } from './config';
import { addToDesk, type DeskApis } from './panel/at-the-desk';
import { RebuildsPanel } from './panel/panel';
import { describe, idOf, type TextKey, type Texts } from './text';

const TRANSLATIONS: Record<string, () => Promise<{ default: Texts }>> = {
  en: () => import('./translations/en.json'),
  de: () => import('./translations/de.json'),
};

export default {
  register(app: StrapiApp): void {
    app.addMenuLink({
      to: PAGE,
      icon: Rocket,
      intlLabel: describe('page.title'),
      permissions: READ,
      position: 5,
      Component: () => import('./page/rebuilds-page'),
    });
    app.registerPlugin({ id: PLUGIN, name: PLUGIN });
  },

  bootstrap(app: Pick<StrapiApp, 'getPlugin'>): void {
    const apis = app.getPlugin('content-manager')?.apis as
      Partial<ContentManagerPlugin['config']['apis']> | undefined;
    apis?.addEditViewSidePanel?.([RebuildsPanel]);
    addToDesk(app.getPlugin('desk')?.apis as Partial<DeskApis> | undefined);
  },

  async registerTrads({ locales }: { locales: string[] }) {
    return Promise.all(
      locales.map(async (locale) => {
        const texts = (await TRANSLATIONS[locale]?.())?.default ?? {};
        const data = Object.fromEntries(
          Object.entries(texts).map(([key, text]) => [idOf(key as TextKey), text]),
        );
        return { locale, data };
      }),
    );
  },
};
