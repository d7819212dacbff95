import { adminApi } from '@strapi/strapi/admin';
import type {
  CallDetail,
  CallPage,
  CallQuery,
  CallView,
  DocumentState,
  Overview,
  ReplayAnswer,
  RotateInput,
  SecretShown,
  TargetForm,
  TargetInput,
  TargetSaved,
} from '../../server/src/contracts';
import { PLUGIN } from './config';

const dataOf = <T>({ data }: { data: T }): T => data;

/** All that a change of a target, or a call, may have changed. */
const TAGS = ['RebuildsOverview', 'RebuildsCalls', 'RebuildsDocument'] as const;

const api = adminApi.enhanceEndpoints({ addTagTypes: [...TAGS] }).injectEndpoints({
  endpoints: (build) => ({
    rebuildsOverview: build.query<Overview, void>({
      query: () => ({ url: `/${PLUGIN}/overview`, method: 'GET' }),
      transformResponse: dataOf<Overview>,
      providesTags: ['RebuildsOverview'],
    }),
    rebuildsTarget: build.query<TargetForm, string>({
      query: (id) => ({ url: `/${PLUGIN}/targets/${id}`, method: 'GET' }),
      transformResponse: dataOf<TargetForm>,
      keepUnusedDataFor: 0,
    }),
    rebuildsAdd: build.mutation<TargetSaved, TargetInput>({
      query: (data) => ({ url: `/${PLUGIN}/targets`, method: 'POST', data }),
      transformResponse: dataOf<TargetSaved>,
      invalidatesTags: [...TAGS],
    }),
    rebuildsChange: build.mutation<TargetSaved, { id: string; edit: Partial<TargetInput> }>({
      query: ({ id, edit }) => ({ url: `/${PLUGIN}/targets/${id}`, method: 'PUT', data: edit }),
      transformResponse: dataOf<TargetSaved>,
      invalidatesTags: [...TAGS],
    }),
    rebuildsDelete: build.mutation<void, string>({
      query: (id) => ({ url: `/${PLUGIN}/targets/${id}`, method: 'DELETE' }),
      transformResponse: () => undefined,
      invalidatesTags: [...TAGS],
    }),
    rebuildsRotate: build.mutation<SecretShown, { id: string; input: RotateInput }>({
      query: ({ id, input }) => ({
        url: `/${PLUGIN}/targets/${id}/rotate`,
        method: 'POST',
        data: input,
      }),
      transformResponse: dataOf<SecretShown>,
      invalidatesTags: ['RebuildsOverview'],
    }),
    rebuildsTest: build.mutation<CallDetail, string>({
      query: (id) => ({ url: `/${PLUGIN}/targets/${id}/test`, method: 'POST' }),
      transformResponse: dataOf<CallDetail>,
      invalidatesTags: ['RebuildsCalls'],
    }),
    rebuildsReplaySince: build.mutation<ReplayAnswer, { targetId: string; since: string }>({
      query: ({ targetId, since }) => ({
        url: `/${PLUGIN}/targets/${targetId}/replay`,
        method: 'POST',
        data: { since },
      }),
      transformResponse: dataOf<ReplayAnswer>,
      invalidatesTags: [...TAGS],
    }),
    rebuildsReplay: build.mutation<CallView, string>({
      query: (id) => ({ url: `/${PLUGIN}/calls/${id}/replay`, method: 'POST' }),
      transformResponse: dataOf<CallView>,
      invalidatesTags: [...TAGS],
    }),
    rebuildsCalls: build.query<CallPage, CallQuery>({
      query: (params) => ({ url: `/${PLUGIN}/calls`, method: 'GET', config: { params } }),
      transformResponse: dataOf<CallPage>,
      providesTags: ['RebuildsCalls'],
    }),
    rebuildsCall: build.query<CallDetail, string>({
      query: (id) => ({ url: `/${PLUGIN}/calls/${id}`, method: 'GET' }),
      transformResponse: dataOf<CallDetail>,
      providesTags: ['RebuildsCalls'],
    }),
    rebuildsDocument: build.query<DocumentState, string>({
      query: (documentId) => ({ url: `/${PLUGIN}/documents/${documentId}`, method: 'GET' }),
      transformResponse: dataOf<DocumentState>,
      providesTags: ['RebuildsDocument'],
      // Kept, it would call a new publish live by what was said of the one before.
      keepUnusedDataFor: 0,
    }),
  }),
});

export const {
  useRebuildsOverviewQuery,
  useRebuildsTargetQuery,
  useRebuildsAddMutation,
  useRebuildsChangeMutation,
  useRebuildsDeleteMutation,
  useRebuildsRotateMutation,
  useRebuildsTestMutation,
  useRebuildsReplaySinceMutation,
  useRebuildsReplayMutation,
  useRebuildsCallsQuery,
  useRebuildsCallQuery,
  useRebuildsDocumentQuery,
} = api;
