import { LINK_LASTS, signLink } from './plugins/desk/server/src/preview/link';
import { CONTENT_TYPE } from './plugins/desk/server/src/config';
import { deskOf } from './plugins/desk/server/src/services/desk';

interface Options {
  secret: string;
  publicUrl: string;
  previewUrl: string | null;
}

/** Where Strapi's preview finds a draft: the newsroom's own page, or a frontend named in PREVIEW_URL. */
export const previewAddress =
  ({ secret, publicUrl, previewUrl }: Options) =>
  async (uid: string, { documentId }: { documentId?: string }): Promise<string | null> => {
    if (uid !== CONTENT_TYPE || !documentId) return null;
    const ability: unknown = strapi.requestContext.get()?.state.userAbility;
    if (!ability) return null;
    // Strapi asks this of anybody who is logged in; a draft is for those who may read this very one.
    try {
      await deskOf(strapi).rights(ability).demand('read', documentId);
    } catch (error) {
      if ((error as { status?: unknown }).status === 403) return null;
      throw error;
    }
    const token = signLink(secret, documentId, Date.now() + LINK_LASTS);
    return previewUrl === null
      ? `${publicUrl}/api/desk/preview/${documentId}?token=${token}`
      : previewUrl.replaceAll('{documentId}', documentId).replaceAll('{token}', token);
  };
