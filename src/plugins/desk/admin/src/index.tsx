import type { StrapiApp } from '@strapi/strapi/admin';
import type { ContentManagerPlugin } from '@strapi/content-manager/strapi-admin';
import { Pencil } from '@strapi/icons';
import { PAGE, PLUGIN, READ, SETTINGS } from './config';
import { OpenInDesk, OpenInDeskRow } from './content-manager/open-in-desk';
import { StatusPanel } from './content-manager/status-panel';
import { hearEndings } from './saving/stay';
import { apis } from './seams';
import { describe, idOf, type TextKey } from './text';

/** The newsroom's own part of the settings; whichever of its plugins comes first makes it. */
const SECTION = { id: 'newsroom', intlLabel: describe('write.settingsSection') };

type Texts = Partial<Record<TextKey, string>>;

const TRANSLATIONS: Record<string, () => Promise<{ default: Texts }[]>> = {
  en: () =>
    Promise.all([
      import('./translations/en/editor.json'),
      import('./translations/en/dialogs.json'),
      import('./translations/en/list.json'),
      import('./translations/en/write.json'),
    ]),
  de: () =>
    Promise.all([
      import('./translations/de/editor.json'),
      import('./translations/de/dialogs.json'),
      import('./translations/de/list.json'),
      import('./translations/de/write.json'),
    ]),
};

export default {
  register(app: StrapiApp): void {
    app.addMenuLink({
      to: PAGE.slice(1),
      icon: Pencil,
      intlLabel: describe('list.menu'),
      permissions: READ,
      position: 0.5,
      Component: () => import('./pages'),
    });
    const section = app.router.settings[SECTION.id] ? SECTION.id : SECTION;
    app.addSettingsLink(section, {
      id: PLUGIN,
      to: PLUGIN,
      intlLabel: describe('write.checklistLink'),
      permissions: SETTINGS,
      Component: () => import('./settings/checklist-page'),
    });
    app.registerPlugin({ id: PLUGIN, name: PLUGIN, apis });
  },

  bootstrap(app: Pick<StrapiApp, 'getPlugin'>): void {
    hearEndings();
    const manager = app.getPlugin('content-manager')?.apis as
      Partial<ContentManagerPlugin['config']['apis']> | undefined;
    // Below the buttons, above what other plugins add.
    manager?.addEditViewSidePanel?.(([actions, ...others]) =>
      actions ? [actions, StatusPanel, ...others] : [StatusPanel],
    );
    manager?.addDocumentHeaderAction?.([OpenInDesk]);
    manager?.addDocumentAction?.((actions) => [OpenInDeskRow, ...actions]);
  },

  async registerTrads({ locales }: { locales: string[] }) {
    return Promise.all(
      locales.map(async (locale) => {
        const parts = (await TRANSLATIONS[locale]?.()) ?? [];
        const data = Object.fromEntries(
          parts.flatMap((part) =>
            Object.entries(part.default).map(([key, text]) => [idOf(key as TextKey), text]),
          ),
        );
        return { locale, data };
      }),
    );
  },
};
