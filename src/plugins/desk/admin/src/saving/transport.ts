import { getFetchClient } from '@strapi/strapi/admin';
import type {
  ChoiceKind,
  DeskAddress,
  DeskArticle,
  DeskChoice,
  DeskEditor,
  DeskStatus,
} from '../../../server/src/contracts';
import { PLUGIN } from '../config';
import type { Transport } from './outcome';
import { outcomeOf } from './outcome-of';

/** A connection that says nothing for that long is as good as none, ms. */
const GIVE_UP_AFTER = 20_000;

const within = (ms: number): AbortSignal => AbortSignal.timeout(ms);

/**
 * The admin's own client, past its store: that one logs people out when a session has ended, and would
 * take the page with their words away.
 */
const client = () => getFetchClient();

export const transport: Transport = {
  async save(documentId, request) {
    try {
      const { data } = await client().put<{ data: DeskArticle }>(
        `/${PLUGIN}/articles/${documentId}`,
        request,
        { signal: within(GIVE_UP_AFTER) },
      );
      return { kind: 'saved', article: data.data };
    } catch (error) {
      return outcomeOf(error);
    }
  },
};

export const fetchArticle = async (documentId: string): Promise<DeskArticle> => {
  const { data } = await client().get<{ data: DeskArticle }>(`/${PLUGIN}/articles/${documentId}`);
  return data.data;
};

export const fetchBlank = async (documentId: string): Promise<DeskArticle> => {
  const { data } = await client().get<{ data: DeskArticle }>(
    `/${PLUGIN}/articles/${documentId}/blank`,
  );
  return data.data;
};

/** All topics or authors that a story may be given. */
export const fetchChoices = async (kind: ChoiceKind): Promise<DeskChoice[]> => {
  const { data } = await client().get<{ data: DeskChoice[] }>(`/${PLUGIN}/choices/${kind}`);
  return data.data;
};

export const fetchAddresses = async (documentId: string): Promise<DeskAddress[]> => {
  const { data } = await client().get<{ data: DeskAddress[] }>(
    `/${PLUGIN}/articles/${documentId}/addresses`,
  );
  return data.data;
};

export interface Beat {
  editors: DeskEditor[];
  version: number;
  status: DeskStatus;
}

export const sendBeat = async (documentId: string, tab: string): Promise<Beat> => {
  const { data } = await client().post<{ data: Beat }>(
    `/${PLUGIN}/articles/${documentId}/presence`,
    { tab },
    { signal: within(GIVE_UP_AFTER) },
  );
  return data.data;
};

/**
 * Also as the page goes away, when the admin's client can send nothing any more. Nobody hears what
 * becomes of it: a lease that was not given back ends by itself.
 *
 * @param token of the session, as the admin knows it
 */
export const sendLeave = (tab: string, token: string | null): void => {
  // The admin's types do not name what all its requests begin with.
  const { backendURL } = window.strapi as unknown as { backendURL: string };
  void fetch(`${backendURL}/${PLUGIN}/presence/${tab}`, {
    method: 'DELETE',
    keepalive: true,
    headers: { Authorization: `Bearer ${token}` },
  }).catch(() => undefined);
};

export const fetchBelow = async (
  documentId: string,
): Promise<{ headline: string; teaser: string | null; url: string | null }[]> => {
  const { data } = await client().get<{
    data: { headline: string; teaser: string | null; url: string | null }[];
  }>(`/${PLUGIN}/articles/${documentId}/below`);
  return data.data;
};

export const renderPreview = async (body: object): Promise<string> => {
  const { data } = await client().post<{ data: { html: string } }>(`/${PLUGIN}/preview`, body);
  return data.data.html;
};

/** Where Strapi's preview setting shows this article; null where nothing is set. */
export const fetchPreviewUrl = async (uid: string, documentId: string): Promise<string | null> => {
  const { data } = await client().get<{ data?: { url?: string } }>(
    `/content-manager/preview/url/${uid}`,
    { params: { documentId, status: 'draft' } },
  );
  return data.data?.url ?? null;
};

export const statusOf = (error: unknown): number | null => {
  const { status } = (error ?? {}) as { status?: unknown };
  return typeof status === 'number' ? status : null;
};
