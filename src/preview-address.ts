import { LINK_LASTS, signLink } from './plugins/desk/server/src/preview/link';
import { CONTENT_TYPE } from './plugins/desk/server/src/config';
import { ACTS } from './plugins/desk/server/src/permissions';

interface Options {
  secret: string;
  publicUrl: string;
  previewUrl: string | null;
}

/** Where Strapi's preview finds a draft: the newsroom's own page, or a frontend named in PREVIEW_URL. */
export const previewAddress =
  ({ secret, publicUrl, previewUrl }: Options) =>
  (uid: string, { documentId }: { documentId?: string }): string | null => {
    if (uid !== CONTENT_TYPE || !documentId) return null;
    // Strapi asks this of anybody who is logged in; a draft is for those who may read it.
    const ability = strapi.requestContext.get()?.state.userAbility as
      { can(action: string, subject: string): boolean } | undefined;
    if (!ability?.can(ACTS.read, CONTENT_TYPE)) return null;
    const token = signLink(secret, documentId, Date.now() + LINK_LASTS);
    return previewUrl === null
      ? `${publicUrl}/api/desk/preview/${documentId}?token=${token}`
      : previewUrl.replaceAll('{documentId}', documentId).replaceAll('{token}', token);
  };
