import { adminApi } from '@strapi/strapi/admin';
import type {
  Checklist,
  CheckLevels,
  DeskArticle,
  DeskList,
  DeskVersions,
  PastedPage,
} from '../../server/src/contracts';
import { ARTICLE_UID, PLUGIN } from './config';

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

/** The Content Manager's own lists show the same articles. */
const LISTS = ['DeskList' as const, { type: 'Document' as const, id: `${ARTICLE_UID}_LIST` }];
const ofDocument = (documentId: string) => [
  ...LISTS,
  { type: 'Document' as const, id: `${ARTICLE_UID}_${documentId}` },
];

const api = adminApi
  .enhanceEndpoints({ addTagTypes: ['Document', 'DeskList', 'DeskLevels'] })
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
      deskAct: build.mutation<DeskArticle, { documentId: string; act: Act }>({
        query: ({ documentId, act }) => ({
          url: `/${PLUGIN}/articles/${documentId}/${act}`,
          method: 'POST',
          data: {},
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
  useDeskActMutation,
  useDeskDeleteMutation,
  useLazyDeskChecklistQuery,
  useLazyDeskVersionsQuery,
  useLazyDeskShownOnQuery,
  useDeskPasteMutation,
  useDeskLevelsQuery,
  useDeskSaveLevelsMutation,
} = api;
