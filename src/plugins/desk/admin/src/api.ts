import { adminApi } from '@strapi/strapi/admin';
import type {
  Checklist,
  CheckLevels,
  ChoiceKind,
  DeskAddress,
  DeskArticle,
  DeskChoice,
  DeskList,
  DeskNews,
  DeskVersions,
  PastedPage,
} from '../../server/src/contracts';
import { ARTICLE_UID, PLUGIN } from './config';
import { fetchAddresses, fetchArticle, fetchChoices } from './saving/transport';

export interface ListQuestion {
  q: string;
  status: string;
  sort: string;
  page: number;
  pageSize: number;
}

export interface LevelsAnswer {
  levels: CheckLevels;
  may: { settings: boolean };
}

export type Act = 'publish' | 'unpublish' | 'discard' | 'duplicate';

interface Body<T> {
  data: T;
}
const dataOf = <T>({ data }: Body<T>): T => data;

/** What is only looked at beside the text never logs anybody out: their words may not be saved yet. */
const quietly = async <T>(
  ask: () => Promise<T>,
): Promise<{ data: T } | { error: { name: 'UnknownError'; message: string } }> => {
  try {
    return { data: await ask() };
  } catch (error) {
    return { error: { name: 'UnknownError', message: (error as Error).message } };
  }
};

/** The Content Manager's own lists show the same articles. */
const LISTS = ['DeskList' as const, { type: 'Document' as const, id: `${ARTICLE_UID}_LIST` }];
const documentTag = (documentId: string) => ({
  type: 'Document' as const,
  id: `${ARTICLE_UID}_${documentId}`,
});
const ofDocument = (documentId: string) => [...LISTS, documentTag(documentId)];

const api = adminApi
  .enhanceEndpoints({ addTagTypes: ['Document', 'DeskList', 'DeskLevels', 'DeskAddresses'] })
  .injectEndpoints({
    endpoints: (build) => ({
      deskList: build.query<DeskList, ListQuestion>({
        query: ({ q, status, ...rest }) => ({
          url: `/${PLUGIN}/articles`,
          method: 'GET',
          config: {
            params: { ...rest, ...(q === '' ? {} : { q }), ...(status === '' ? {} : { status }) },
          },
        }),
        transformResponse: dataOf<DeskList>,
        providesTags: ['DeskList'],
        keepUnusedDataFor: 5,
      }),
      /** What stands on the server; a save of the Content Manager or an act of ours reads it anew. */
      deskArticle: build.query<DeskArticle, string>({
        queryFn: (documentId) => quietly(() => fetchArticle(documentId)),
        providesTags: (_answer, _error, documentId) => [documentTag(documentId)],
        keepUnusedDataFor: 0,
      }),
      deskAct: build.mutation<DeskArticle, { documentId: string; act: Act }>({
        query: ({ documentId, act }) => ({
          url: `/${PLUGIN}/articles/${documentId}/${act}`,
          method: 'POST',
          data: {},
        }),
        transformResponse: dataOf<DeskArticle>,
        invalidatesTags: (answer, _error, { documentId }) => (answer ? ofDocument(documentId) : []),
      }),
      deskTakeNews: build.mutation<DeskArticle, { documentId: string } & DeskNews>({
        query: ({ documentId, entries }) => ({
          url: `/${PLUGIN}/articles/${documentId}/recent-news`,
          method: 'PUT',
          data: { entries },
        }),
        transformResponse: dataOf<DeskArticle>,
        invalidatesTags: (answer, _error, { documentId }) => (answer ? ofDocument(documentId) : []),
      }),
      deskDelete: build.mutation<{ documentId: string }, string>({
        query: (documentId) => ({ url: `/${PLUGIN}/articles/${documentId}`, method: 'DELETE' }),
        transformResponse: dataOf<{ documentId: string }>,
        invalidatesTags: (answer) => (answer ? LISTS : []),
      }),
      deskChecklist: build.query<Checklist, string>({
        query: (documentId) => ({
          url: `/${PLUGIN}/articles/${documentId}/checklist`,
          method: 'GET',
        }),
        transformResponse: dataOf<Checklist>,
        keepUnusedDataFor: 0,
      }),
      deskVersions: build.query<DeskVersions, string>({
        query: (documentId) => ({
          url: `/${PLUGIN}/articles/${documentId}/versions`,
          method: 'GET',
        }),
        transformResponse: dataOf<DeskVersions>,
        keepUnusedDataFor: 0,
      }),
      deskShownOn: build.query<{ pages: number }, string>({
        query: (documentId) => ({
          url: `/${PLUGIN}/articles/${documentId}/shown-on`,
          method: 'GET',
        }),
        transformResponse: dataOf<{ pages: number }>,
        keepUnusedDataFor: 0,
      }),
      deskPaste: build.mutation<PastedPage, { input: string; format?: 'html' | 'text' }>({
        query: (data) => ({ url: `/${PLUGIN}/paste`, method: 'POST', data }),
        transformResponse: dataOf<PastedPage>,
      }),
      deskChoices: build.query<DeskChoice[], ChoiceKind>({
        queryFn: (kind) => quietly(() => fetchChoices(kind)),
      }),
      /** @param liveSlug what readers have now, for it decides which addresses are earlier ones */
      deskAddresses: build.query<DeskAddress[], { documentId: string; liveSlug: string | null }>({
        queryFn: ({ documentId }) => quietly(() => fetchAddresses(documentId)),
        providesTags: ['DeskAddresses'],
        keepUnusedDataFor: 0,
      }),
      deskCloseAddress: build.mutation<DeskAddress[], { documentId: string; slug: string }>({
        query: ({ documentId, slug }) => ({
          url: `/${PLUGIN}/articles/${documentId}/addresses/${encodeURIComponent(slug)}`,
          method: 'DELETE',
        }),
        transformResponse: dataOf<DeskAddress[]>,
        invalidatesTags: (answer) => (answer ? ['DeskAddresses'] : []),
      }),
      deskLevels: build.query<LevelsAnswer, void>({
        query: () => ({ url: `/${PLUGIN}/checklist`, method: 'GET' }),
        transformResponse: dataOf<LevelsAnswer>,
        providesTags: ['DeskLevels'],
      }),
      deskSaveLevels: build.mutation<LevelsAnswer, CheckLevels>({
        query: (data) => ({ url: `/${PLUGIN}/checklist`, method: 'PUT', data }),
        transformResponse: dataOf<LevelsAnswer>,
        invalidatesTags: ['DeskLevels'],
      }),
    }),
  });

export const {
  useDeskListQuery,
  useDeskArticleQuery,
  useDeskActMutation,
  useDeskTakeNewsMutation,
  useDeskDeleteMutation,
  useLazyDeskChecklistQuery,
  useLazyDeskVersionsQuery,
  useLazyDeskShownOnQuery,
  useDeskPasteMutation,
  useDeskChoicesQuery,
  useDeskAddressesQuery,
  useDeskCloseAddressMutation,
  useDeskLevelsQuery,
  useDeskSaveLevelsMutation,
} = api;
