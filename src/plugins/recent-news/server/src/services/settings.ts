import { errors } from '@strapi/utils';
import { fullSettingsSchema, type FullSettings } from '../config';

/** Where settings are kept between starts: one value under a name. */
export interface Store {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
}

const KEY = 'settings';
/** JSON has no Infinity: `null` is "no limit" in what is stored and sent. */
export const settingsToJson = (settings: FullSettings): Record<string, unknown> =>
  JSON.parse(JSON.stringify(settings)) as Record<string, unknown>;

export const createSettings = (store: Store, configured: unknown) => {
  const defaults = settingsToJson(fullSettingsSchema.parse(configured ?? {}));

  const merged = (over: Record<string, unknown>): Record<string, unknown> => ({
    ...defaults,
    ...over,
    refresh: { ...(defaults.refresh as object), ...((over.refresh as object | undefined) ?? {}) },
  });

  const stored = async (): Promise<Record<string, unknown>> =>
    ((await store.get(KEY)) as Record<string, unknown> | null) ?? {};

  return {
    /** What holds now: what was set in the admin, over the configuration file. */
    async get(): Promise<FullSettings> {
      const own = await stored();
      const parsed = fullSettingsSchema.safeParse(merged(own));
      if (parsed.success) return parsed.data;
      // Settings of another version that no longer fit must not stop every job, nor take the others along.
      const unfit = new Set(parsed.error.issues.map(({ path }) => path[0]));
      const fit = Object.entries(own).filter(([name]) => !unfit.has(name));
      return fullSettingsSchema.parse(merged(Object.fromEntries(fit)));
    },

    /** @throws errors.ValidationError naming the setting and what would be right */
    check(patch: unknown, base: FullSettings): FullSettings {
      const json = settingsToJson(base);
      const over = typeof patch === 'object' && patch !== null ? (patch as object) : {};
      const unknown = Object.keys(over).filter((name) => !(name in json));
      const parsed = fullSettingsSchema.safeParse({
        ...json,
        ...over,
        refresh: { ...(json.refresh as object), ...((over as { refresh?: object }).refresh ?? {}) },
      });
      const faults = [
        ...unknown.map(
          (name) => `${name}: is no setting; there are ${Object.keys(json).join(', ')}`,
        ),
        ...(parsed.success
          ? []
          : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)),
      ];
      if (faults.length > 0) throw new errors.ValidationError(faults.join('; '), { faults });
      return parsed.data!;
    },

    async set(patch: unknown): Promise<FullSettings> {
      const checked = this.check(patch, await this.get());
      await store.set(KEY, settingsToJson(checked));
      return checked;
    },

    /** Back to what the configuration file says. */
    async reset(): Promise<FullSettings> {
      await store.set(KEY, {});
      return this.get();
    },
  };
};

export type SettingsService = ReturnType<typeof createSettings>;
