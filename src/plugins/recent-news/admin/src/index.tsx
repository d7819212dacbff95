import type { StrapiApp } from '@strapi/strapi/admin';
import type { ContentManagerPlugin } from '@strapi/content-manager/strapi-admin';
import { PLUGIN, READ } from './config';
import { addToDesk, type DeskApis } from './panel/at-the-desk';
import { RecentNewsPanel } from './panel/panel';
import { describe, idOf, type TextKey, type Texts } from './text';

/** The newsroom's own part of the settings; whichever of its plugins comes first makes it. */
const SECTION = { id: 'newsroom', intlLabel: describe('settings.section') };

const TRANSLATIONS: Record<string, () => Promise<{ default: Texts }>> = {
  en: () => import('./translations/en.json'),
  de: () => import('./translations/de.json'),
};

export default {
  register(app: StrapiApp): void {
    const section = app.router.settings[SECTION.id] ? SECTION.id : SECTION;
    app.addSettingsLink(section, {
      id: PLUGIN,
      to: PLUGIN,
      intlLabel: describe('settings.link'),
      permissions: READ,
      Component: () => import('./settings/settings-page'),
    });
    app.registerPlugin({ id: PLUGIN, name: PLUGIN });
  },

  bootstrap(app: Pick<StrapiApp, 'getPlugin'>): void {
    const apis = app.getPlugin('content-manager')?.apis as
      Partial<ContentManagerPlugin['config']['apis']> | undefined;
    apis?.addEditViewSidePanel?.([RecentNewsPanel]);
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
