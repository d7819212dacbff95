import {
  CHOICE,
  faultOf,
  REFRESH,
} from '../../../src/plugins/recent-news/admin/src/settings/parameters';
import config, { fullSettingsSchema } from '../../../src/plugins/recent-news/server/src/config';
import { createSettings } from '../../../src/plugins/recent-news/server/src/services/settings';

const settingsWith = (stored: unknown) => {
  let kept = stored;
  return createSettings(
    {
      get: async () => kept,
      set: async (_key, value) => void (kept = value),
    },
    undefined,
  );
};

/** Postgres refuses what lies before 4713 BC, and looks this far back from a story. */
const TOO_FAR = 36_501;

describe('a limit in days', () => {
  it.each([
    [{ mostDays: TOO_FAR }, 'mostDays: must be 36500 days at most, or null for "no limit"'],
    [{ refresh: { window: TOO_FAR } }, 'refresh.window: must be 36500 days at most'],
    [{ refresh: { window: 1e12 } }, 'refresh.window: must be 36500 days at most'],
  ])('is refused where the database could not look so far: %j', async (patch, message) => {
    await expect(settingsWith({}).set(patch)).rejects.toThrow(message);
    expect(() => config.validator({ settings: patch })).toThrow(message);
  });

  it('may be a hundred years, or none', async () => {
    const patch = { mostDays: 36_500, refresh: { window: 36_500 } };
    expect(await settingsWith({}).set(patch)).toMatchObject(patch);
    expect((await settingsWith({}).set({ mostDays: null })).mostDays).toBe(Infinity);
  });

  it('that was kept before it was too long leaves the other settings as they are', async () => {
    const kept = { count: 7, mostDays: 1e9, refresh: { limit: 3, window: 1e9, margin: 1 } };
    expect(await settingsWith(kept).get()).toMatchObject({
      count: 7,
      mostDays: 730,
      refresh: { limit: 50, window: 30, margin: 0.25 },
    });
  });
});

/** As the form has it: a name with a dot is a setting of a setting. */
const patchOf = (name: string, value: number): object =>
  name.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object;

test.each([...CHOICE, ...REFRESH])('the form takes what the server takes: $name', (parameter) => {
  const { name, least, most } = parameter;
  for (const value of [least - 1, least, least + 1, most ?? 1e9, (most ?? 1e9) + 1])
    expect([value, faultOf(parameter, value) === null]).toEqual([
      value,
      fullSettingsSchema.safeParse(patchOf(name, value)).success,
    ]);
});
