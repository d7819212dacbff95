import type { Core } from '@strapi/strapi';

/** Marks that the public role was set up once; what an administrator changes later stays. */
const STORE = { type: 'core', name: 'newsroom', key: 'public-role' } as const;

/** Published pages and lists, and nothing else. */
const PUBLIC_ACTIONS = ['api::article.article.find'];

/**
 * On the first start of a newsroom: the public may read what is published. Strapi lets everybody
 * register and log in as a reader too; an administrator may give that back, the newsroom needs none.
 */
export const openToReaders = async (strapi: Core.Strapi): Promise<void> => {
  if (await strapi.store.get(STORE)) return;
  const role = await strapi.db
    .query('plugin::users-permissions.role')
    .findOne({ where: { type: 'public' }, populate: { permissions: true } });
  if (!role) return;
  const permissions = strapi.db.query('plugin::users-permissions.permission');
  const granted = role.permissions as { id: number; action: string }[];
  const tooMany = granted
    .filter(({ action }) => !PUBLIC_ACTIONS.includes(action))
    .map(({ id }) => id);
  await permissions.deleteMany({ where: { id: { $in: tooMany } } });
  const has = new Set(granted.map(({ action }) => action));
  for (const action of PUBLIC_ACTIONS.filter((wanted) => !has.has(wanted))) {
    await permissions.create({ data: { action, role: role.id } });
  }
  await strapi.store.set({ ...STORE, value: true });
};
