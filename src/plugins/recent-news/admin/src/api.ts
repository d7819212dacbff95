import { adminApi } from '@strapi/strapi/admin';
import type {
  Decision,
  DuplicatesAnswer,
  ListAnswer,
  ListSide,
  PreviewAnswer,
  SearchAnswer,
  SettingsAnswer,
  SettingsJson,
  StatusAnswer,
  StoryAnswer,
} from '../../server/src/contracts';
import { PLUGIN, STORY_UID } from './config';

export interface ListQuestion {
  documentId: string;
  side: ListSide;
}

/** A change of a list, and whether the document may be read anew afterwards. */
interface ListChange {
  documentId: string;
  /** False while the editor has unsaved text: the Content Manager forgets it when it reads anew. */
  reload: boolean;
}

interface Body<T> {
  data: T;
}
const dataOf = <T>({ data }: Body<T>): T => data;

/** The Content Manager's own tags: what it shows of a document changes with the document's list. */
const documentTags = ({ documentId, reload }: ListChange) => [
  { type: 'Document' as const, id: `${STORY_UID}_LIST` },
  ...(reload
    ? [{ type: 'Document' as const, id: `${STORY_UID}_${documentId}` }, 'Relations' as const]
    : []),
];

const listTags = (documentId: string) => [
  { type: 'RecentNewsList' as const, id: `${documentId}_live` },
];

const api = adminApi
  .enhanceEndpoints({
    addTagTypes: [
      'Document',
      'Relations',
      'RecentNewsList',
      'RecentNewsStory',
      'RecentNewsSettings',
      'RecentNewsStatus',
    ],
  })
  .injectEndpoints({
    endpoints: (build) => ({
      recentNewsList: build.query<ListAnswer, ListQuestion>({
        query: ({ documentId, side }) => ({
          url: `/${PLUGIN}/lists/${documentId}`,
          method: 'GET',
          config: { params: { side } },
        }),
        transformResponse: dataOf<ListAnswer>,
        providesTags: (_answer, _error, { documentId, side }) => [
          { type: 'RecentNewsList', id: `${documentId}_${side}` },
        ],
      }),
      recentNewsDecide: build.mutation<
        ListAnswer,
        ListChange & { decisions: Decision[]; live: boolean }
      >({
        query: ({ documentId, decisions, live }) => ({
          url: `/${PLUGIN}/lists/${documentId}/decisions`,
          method: 'POST',
          data: { decisions, live },
        }),
        transformResponse: dataOf<ListAnswer>,
        onQueryStarted: ({ documentId }, tools) => keepAnswer(documentId, tools),
        invalidatesTags: (answer, _error, change) =>
          answer ? [...documentTags(change), ...listTags(change.documentId)] : [],
      }),
      recentNewsRegenerate: build.mutation<ListAnswer, ListChange>({
        query: ({ documentId }) => ({
          url: `/${PLUGIN}/lists/${documentId}/regenerate`,
          method: 'POST',
        }),
        transformResponse: dataOf<ListAnswer>,
        onQueryStarted: ({ documentId }, tools) => keepAnswer(documentId, tools),
        invalidatesTags: (answer, _error, change) =>
          answer ? [...documentTags(change), ...listTags(change.documentId)] : [],
      }),
      recentNewsSearch: build.query<SearchAnswer, string>({
        query: (words) => ({
          url: `/${PLUGIN}/search`,
          method: 'GET',
          config: { params: { q: words } },
        }),
        transformResponse: dataOf<SearchAnswer>,
        keepUnusedDataFor: 10,
      }),
      recentNewsStory: build.query<StoryAnswer, string>({
        query: (documentId) => ({ url: `/${PLUGIN}/stories/${documentId}`, method: 'GET' }),
        transformResponse: dataOf<StoryAnswer>,
        providesTags: ['RecentNewsStory'],
      }),
      recentNewsNever: build.mutation<StoryAnswer, { documentId: string; never: boolean }>({
        query: ({ documentId, never }) => ({
          url: `/${PLUGIN}/stories/${documentId}/never`,
          method: 'PUT',
          data: { never },
        }),
        transformResponse: dataOf<StoryAnswer>,
        invalidatesTags: ['RecentNewsStory', 'RecentNewsList'],
      }),
      recentNewsDuplicates: build.query<DuplicatesAnswer, void>({
        query: () => ({ url: `/${PLUGIN}/duplicates`, method: 'GET' }),
        transformResponse: dataOf<DuplicatesAnswer>,
        keepUnusedDataFor: 0,
      }),
      recentNewsSettings: build.query<SettingsAnswer, void>({
        query: () => ({ url: `/${PLUGIN}/settings`, method: 'GET' }),
        transformResponse: dataOf<SettingsAnswer>,
        providesTags: ['RecentNewsSettings'],
      }),
      recentNewsSaveSettings: build.mutation<SettingsAnswer, SettingsJson>({
        query: (settings) => ({ url: `/${PLUGIN}/settings`, method: 'PUT', data: settings }),
        transformResponse: dataOf<SettingsAnswer>,
        invalidatesTags: ['RecentNewsSettings', 'RecentNewsStatus'],
      }),
      recentNewsResetSettings: build.mutation<SettingsAnswer, void>({
        query: () => ({ url: `/${PLUGIN}/settings`, method: 'DELETE' }),
        transformResponse: dataOf<SettingsAnswer>,
        invalidatesTags: ['RecentNewsSettings', 'RecentNewsStatus'],
      }),
      recentNewsPreview: build.query<PreviewAnswer, { article: string; settings: SettingsJson }>({
        query: (data) => ({ url: `/${PLUGIN}/settings/preview`, method: 'POST', data }),
        transformResponse: dataOf<PreviewAnswer>,
        keepUnusedDataFor: 0,
      }),
      recentNewsStatus: build.query<StatusAnswer, void>({
        query: () => ({ url: `/${PLUGIN}/status`, method: 'GET' }),
        transformResponse: dataOf<StatusAnswer>,
        providesTags: ['RecentNewsStatus'],
      }),
      recentNewsRun: build.mutation<StatusAnswer, 'backfill' | 'refit'>({
        query: (what) => ({ url: `/${PLUGIN}/${what}`, method: 'POST' }),
        transformResponse: dataOf<StatusAnswer>,
        invalidatesTags: ['RecentNewsStatus'],
      }),
    }),
  });

interface AnswerTools {
  // The store's own dispatch: its type needs the whole store's.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  dispatch: (action: any) => unknown;
  queryFulfilled: PromiseLike<{ data: ListAnswer }>;
}

/** What a change answers is the draft's list from now on. */
const keepAnswer = async (
  documentId: string,
  { dispatch, queryFulfilled }: AnswerTools,
): Promise<void> => {
  try {
    const { data } = await queryFulfilled;
    dispatch(api.util.updateQueryData('recentNewsList', { documentId, side: 'draft' }, () => data));
  } catch {
    // Whoever asked for the change shows why it failed.
  }
};

export const {
  useRecentNewsListQuery,
  useRecentNewsDecideMutation,
  useRecentNewsRegenerateMutation,
  useRecentNewsSearchQuery,
  useRecentNewsStoryQuery,
  useRecentNewsNeverMutation,
  useLazyRecentNewsDuplicatesQuery,
  useRecentNewsSettingsQuery,
  useRecentNewsSaveSettingsMutation,
  useRecentNewsResetSettingsMutation,
  useRecentNewsPreviewQuery,
  useRecentNewsStatusQuery,
  useRecentNewsRunMutation,
} = api;
