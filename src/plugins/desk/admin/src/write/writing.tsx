import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Box, Flex, Loader, VisuallyHidden } from '@strapi/design-system';
import { Page } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';
import { styled } from 'styled-components';
import type {
  DeskArticle,
  DeskBody,
  DeskCover,
  DeskDetails,
  DeskText,
} from '../../../server/src/contracts';
import { ARTICLE_UID, articleAddress, LIMITS, PAGE } from '../config';
import type { DeskEditorHandle } from '../editor/editor';
import { Problem } from '../problem';
import { useText } from '../text';
import type { Clip } from '../editor/clipboard';
import { StatusLine } from '../saving/status-line';
import { useSaving } from '../saving/use-saving';
import { fetchArticle } from '../saving/transport';
import { Conflicts } from './conflicts';
import { Header, type MenuAct } from './header';
import { Notices } from './notices';
import { Side } from './side';
import { useActs } from './use-acts';
import { useShortcuts } from './use-shortcuts';
import { useStable } from './use-stable';
import { useWritten } from './use-written';
import { usePresence } from './use-presence';
import { WriteDialogs, type OpenDialog } from './write-dialogs';
import type { Arrival } from './write-page';

const DeskEditor = lazy(() => import('../editor/editor'));

/** Text and side share the room of a laptop; below it the side goes under the text. */
const Columns = styled.div`
  display: grid;
  grid-template-columns: minmax(0, 1fr) minmax(20rem, 26rem);
  gap: 4rem;
  padding: 3rem;
  align-items: start;
  @media (max-width: 1000px) {
    grid-template-columns: minmax(0, 1fr);
    gap: 3rem;
    padding: 2rem;
  }
`;

interface WritingProps {
  opened: DeskArticle;
  tab: string;
  arrival: Arrival;
  onReload: () => void;
}

const bodyOf = ({ title, lead, sections }: DeskText): DeskBody => ({ title, lead, sections });

/** The whole article on one screen. */
export const Writing = ({ opened, tab, arrival, onReload }: WritingProps) => {
  const text = useText();
  const navigate = useNavigate();
  const editor = useRef<DeskEditorHandle>(null);
  const { written, latest, show, follow } = useWritten(opened.text);
  const [cover, setCover] = useState<DeskCover | null>(opened.cover);
  // The browser remembers how the page was first come to, also when it is reloaded with words on it.
  const isToPaste = arrival.paste === true && opened.version === 0;
  const [dialog, setDialog] = useState<OpenDialog>(isToPaste ? 'paste' : null);
  const [clip, setClip] = useState<Clip | null>(null);
  const [panel, setPanel] = useState('details');
  const [said, setSaid] = useState('');
  const [problem, setProblem] = useState<unknown>(null);

  const saving = useSaving({
    article: opened,
    tab,
    onMerged: (next) => {
      show(next);
      editor.current?.replace(bodyOf(next), { undoable: false });
    },
  });
  const { article, autosave, state } = saving;
  const { may, documentId } = article;

  const change = useCallback(
    (part: Partial<DeskText>, tell: (next: DeskText) => void): void => {
      const next = { ...latest.current, ...part };
      tell(next);
      autosave.update(next);
    },
    [autosave, latest],
  );

  const changeDetails = useCallback(
    (part: Partial<DeskDetails>): void =>
      change({ details: { ...latest.current.details, ...part } }, show),
    [change, latest, show],
  );
  const readOnly = useMemo(
    () =>
      may.update ? may.readOnly : Object.keys(opened.text.details).map((name) => `details.${name}`),
    [may, opened],
  );

  const others = usePresence(documentId, tab, article.version > 0, ({ version, status }) => {
    // Somebody else saved: their words come in now, not only with the next save of ours. A publish leaves
    // the version and dates the story.
    const isNews = version > autosave.version() || status !== article.status;
    if (isNews && state.kind !== 'saving')
      void fetchArticle(documentId)
        .then((newer) => autosave.newer(newer))
        .catch(() => undefined);
  });

  // A picture that somebody else chose, also where it is taken in place of one's own.
  useEffect(() => {
    if (!cover || String(cover.id) !== article.text.details.cover)
      if (written.details.cover === article.text.details.cover) setCover(article.cover);
  }, [article, written.details.cover]);

  const placed = useMemo(
    () =>
      state.invalid.flatMap(({ place, message }) => (place === null ? [] : [{ place, message }])),
    [state.invalid],
  );
  useEffect(() => {
    editor.current?.setProblems(placed.filter(({ place }) => !place.startsWith('details.')));
  }, [placed]);
  const problems = useMemo(
    () => new Map(placed.map(({ place, message }) => [place, message])),
    [placed],
  );

  const goTo = (place: string): void => {
    setDialog(null);
    if (!place.startsWith('details.')) {
      // The dialog gives the focus back to its button first.
      setTimeout(() => editor.current?.focus(place), 60);
      return;
    }
    setPanel('details');
    setTimeout(() => {
      const field = document.querySelector<HTMLElement>(
        `[data-place="${CSS.escape(place)}"] :is(input, textarea, button)`,
      );
      field?.focus();
    }, 60);
  };

  const { act, remove, takeNews, isBusy } = useActs({
    documentId,
    saving,
    onProblem: setProblem,
    onRemoved: () => navigate(PAGE),
  });

  const menu = useStable((chosen: MenuAct): void => {
    setProblem(null);
    if (chosen === 'save') {
      autosave.retryNow();
      void autosave.flush();
    } else if (chosen === 'duplicate') {
      void act('duplicate').then((copy) => copy && navigate(articleAddress(copy.documentId)));
    } else if (chosen === 'manager') {
      navigate(`/content-manager/collection-types/${ARTICLE_UID}/${documentId}`);
    } else {
      setDialog(chosen);
    }
  });
  const publish = useCallback(() => setDialog('publish'), []);
  const initial = useCallback(() => bodyOf(latest.current), [latest]);
  const typed = useCallback((body: DeskBody) => change(body, follow), [change, follow]);
  const pastePage = useCallback((pasted: Clip): void => {
    setClip(pasted);
    setDialog('paste');
  }, []);
  const status = useMemo(
    () => <StatusLine state={state} onRetry={() => autosave.retryNow()} />,
    [state, autosave],
  );

  useShortcuts({
    publish: () => may.publish && article.version > 0 && setDialog('publish'),
    save: () => menu('save'),
    preview: () => setPanel((now) => (now === 'preview' ? 'details' : 'preview')),
    side: () => {
      const side = document.getElementById('desk-side');
      if (side?.contains(document.activeElement)) editor.current?.focus();
      else side?.querySelector<HTMLElement>('[role="tab"][data-state="active"]')?.focus();
    },
    sheet: () => setDialog('shortcuts'),
  });

  const close = (): void => {
    setDialog(null);
    setClip(null);
  };

  return (
    <Page.Main aria-busy={isBusy}>
      <Page.Title>{written.title || text('list.untitled')}</Page.Title>
      <Header
        article={article}
        others={others}
        isBusy={isBusy}
        status={status}
        onPublish={publish}
        onMenu={menu}
      />
      <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
      <Columns>
        <Flex direction="column" alignItems="stretch" gap={4} minWidth={0}>
          {problem !== null && <Problem error={problem} onClose={() => setProblem(null)} />}
          <Notices
            state={state}
            found={saving.found}
            current={written}
            onRestore={(each) => void saving.restore(each)}
            onThrowAway={saving.throwAway}
            onDismiss={() => autosave.dismissNotices()}
          />
          <Conflicts
            conflicts={state.conflicts}
            written={written}
            onResolve={(key, choice) => autosave.resolve(key, choice)}
          />
          <Box minHeight="24rem">
            <Suspense fallback={<Loader>{text('write.loading')}</Loader>}>
              <DeskEditor
                ref={editor}
                initial={initial}
                readOnly={!may.update}
                limits={LIMITS}
                autoFocusTitle={opened.version === 0 && !isToPaste}
                onChange={typed}
                onMove={setSaid}
                onPastePage={pastePage}
              />
            </Suspense>
          </Box>
        </Flex>
        <Side
          article={article}
          written={panel === 'preview' ? written : null}
          tab={panel}
          onTab={setPanel}
          details={written.details}
          cover={cover}
          readOnly={readOnly}
          problems={problems}
          isDated={article.text.details.firstPublishedAt !== '' && article.status !== 'draft'}
          onChange={changeDetails}
          onCover={setCover}
        />
      </Columns>
      <WriteDialogs
        open={dialog}
        article={article}
        written={written}
        latest={() => latest.current}
        clip={clip}
        problem={problem}
        flush={() => autosave.flush()}
        act={act}
        remove={remove}
        onPasted={(next, news) => {
          close();
          show(next);
          autosave.update(next);
          // One undo takes the whole page back.
          editor.current?.replace(bodyOf(next), { undoable: true });
          setTimeout(() => editor.current?.focus('title'), 60);
          void takeNews(news);
        }}
        onGo={goTo}
        onReload={onReload}
        onClose={close}
      />
    </Page.Main>
  );
};
