import { useAuth } from '@strapi/strapi/admin';
import { PLUGIN } from './config';

export type Right = 'read' | 'manage' | 'replay';

/** Whether the user may do that; the server asks again. */
export const useRight = (right: Right): boolean =>
  useAuth('RebuildsRight', ({ permissions }) =>
    permissions.some(({ action }) => action === `plugin::${PLUGIN}.${right}`),
  );
