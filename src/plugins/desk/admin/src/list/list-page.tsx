import { useEffect, useRef, useState } from 'react';
import { Box, Button, EmptyStateLayout, Flex, Loader, Typography } from '@strapi/design-system';
import { File, Plus } from '@strapi/icons';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { Layouts, Page } from '@strapi/strapi/admin';
import { createId } from '@paralleldrive/cuid2';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { useDeskListQuery } from '../api';
import { articleAddress, HEARTBEAT } from '../config';
import { Problem } from '../problem';
import { useText } from '../text';
import type { Arrival } from '../write/write-page';
import type { BulkAct } from '../dialogs/bulk';
import { BulkFlow, type Chosen } from './bulk-flow';
import { Filters } from './filters';
import { NeverSaved } from './never-saved';
import { Pager } from './pager';
import { pageInstead, paramsOf, START, stateOf, type ListState } from './query';
import { ArticlesTable } from './table';
import { useAgain } from './use-again';

const ACTS: readonly BulkAct[] = ['publish', 'unpublish', 'delete'];

/** `n` writes, `p` pastes, wherever nobody is typing. */
const useKeys = (onNew: () => void, onPaste: () => void): void => {
  const latest = useRef({ onNew, onPaste });
  latest.current = { onNew, onPaste };
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { target } = event;
      const isTyping =
        target instanceof HTMLElement &&
        (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return;
      if (event.key === 'n') latest.current.onNew();
      else if (event.key === 'p') latest.current.onPaste();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
};

/** All articles: found, sorted, and acted upon by the dozen. */
export const ListPage = () => {
  const text = useText();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const state = stateOf(params);
  const list = useDeskListQuery(state, { refetchOnMountOrArgChange: true });
  // Who is writing changes by itself.
  useAgain(list.refetch, HEARTBEAT);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Chosen>>(new Map());
  const [bulk, setBulk] = useState<BulkAct | null>(null);
  const answer = list.data;
  // Not the answer to an earlier question, which is shown until the next one comes.
  const instead = list.currentData ? pageInstead(state, list.currentData) : null;
  useEffect(() => {
    if (instead !== null) setParams(paramsOf({ ...state, page: instead }), { replace: true });
  }, [instead]);

  const change = (part: Partial<ListState>): void => {
    const isOnlyPage = Object.keys(part).join() === 'page';
    setParams(paramsOf({ ...state, ...part, ...(isOnlyPage ? {} : { page: 1 }) }), {
      replace: part.q !== undefined,
    });
  };
  const open = (arrival: Arrival): void => navigate(articleAddress(createId()), { state: arrival });
  const mayCreate = answer?.may.create ?? false;
  const write = (): void => void (mayCreate && open({ isNew: true }));
  const paste = (): void => void (mayCreate && open({ isNew: true, paste: true }));
  useKeys(write, paste);

  const choose = (documentIds: readonly string[], isChosen: boolean): void =>
    setChosen((before) => {
      const next = new Map(before);
      for (const documentId of documentIds) {
        const row = answer?.rows.find((each) => each.documentId === documentId);
        if (!isChosen) next.delete(documentId);
        else if (row) next.set(documentId, { documentId, title: row.title });
      }
      return next;
    });
  const allowed = ACTS.filter((act) =>
    act === 'delete' ? answer?.may.delete : answer?.may.publish,
  );
  // A page that is gone is no empty list.
  const isOnItsWay = answer !== undefined && answer.rows.length === 0 && answer.total > 0;
  const isFiltered = state.q !== '' || state.status !== '';

  return (
    <Page.Main aria-busy={list.isFetching}>
      <Page.Title>{text('list.title')}</Page.Title>
      <Layouts.Header
        title={text('list.title')}
        subtitle={text('list.subtitle')}
        primaryAction={
          mayCreate ? (
            <Flex gap={2}>
              <Button
                variant="secondary"
                startIcon={<File />}
                onClick={paste}
                aria-keyshortcuts="p"
              >
                {text('list.paste')}
              </Button>
              <Button startIcon={<Plus />} onClick={write} aria-keyshortcuts="n">
                {text('list.new')}
              </Button>
            </Flex>
          ) : undefined
        }
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={4} paddingBottom={8}>
          <NeverSaved />
          <Filters state={state} onChange={change} />
          {list.error !== undefined && (
            <Flex gap={3}>
              <Problem error={list.error} />
              <Button variant="secondary" onClick={() => void list.refetch()}>
                {text('list.again')}
              </Button>
            </Flex>
          )}
          {chosen.size > 0 && (
            <Flex
              gap={3}
              role="region"
              aria-label={text('list.chosen', { count: chosen.size })}
              wrap="wrap"
            >
              <Typography fontWeight="bold" aria-live="polite">
                {text('list.chosen', { count: chosen.size })}
              </Typography>
              {allowed.map((act) => (
                <Button
                  key={act}
                  size="S"
                  variant={act === 'delete' ? 'danger-light' : 'secondary'}
                  onClick={() => setBulk(act)}
                >
                  {text(`list.${act}`)}
                </Button>
              ))}
              <Button size="S" variant="tertiary" onClick={() => setChosen(new Map())}>
                {text('list.chooseNone')}
              </Button>
            </Flex>
          )}
          {answer === undefined || isOnItsWay ? (
            list.error === undefined && (
              <Flex justifyContent="center" padding={8}>
                <Loader>{text('write.loading')}</Loader>
              </Flex>
            )
          ) : answer.rows.length === 0 ? (
            <EmptyStateLayout
              icon={<EmptyDocuments width="16rem" />}
              content={text(isFiltered ? 'list.nothingFound' : 'list.empty')}
              action={
                isFiltered ? (
                  <Button variant="secondary" onClick={() => setParams(paramsOf(START))}>
                    {text('list.showAll')}
                  </Button>
                ) : mayCreate ? (
                  <Button startIcon={<Plus />} onClick={write}>
                    {text('list.new')}
                  </Button>
                ) : undefined
              }
            />
          ) : (
            <Box>
              <ArticlesTable
                rows={answer.rows}
                sort={state.sort}
                onSort={(sort) => change({ sort })}
                chosen={new Set(chosen.keys())}
                onChoose={choose}
              />
            </Box>
          )}
          {answer !== undefined && answer.total > 0 && (
            <Pager state={state} total={answer.total} onChange={change} />
          )}
        </Flex>
      </Layouts.Content>
      {bulk !== null && (
        <BulkFlow
          act={bulk}
          chosen={[...chosen.values()]}
          onClose={(isDone) => {
            setBulk(null);
            if (isDone) setChosen(new Map());
          }}
        />
      )}
    </Page.Main>
  );
};
