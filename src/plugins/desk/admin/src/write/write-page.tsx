import { useEffect, useMemo, useState } from 'react';
import { Box, Button, EmptyStateLayout, Flex } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { Page } from '@strapi/strapi/admin';
import { Link, useLocation, useParams } from 'react-router-dom';
import { createId } from '@paralleldrive/cuid2';
import type { DeskArticle } from '../../../server/src/contracts';
import { PAGE } from '../config';
import { sentenceOf } from '../problem';
import { fetchArticle, fetchBlank, statusOf } from '../saving/transport';
import { useText } from '../text';
import { Writing } from './writing';

/** How the list hands a fresh page over: nothing is stored before the first word. */
export interface Arrival {
  isNew?: boolean;
  /** Opens "Paste a page" at once. */
  paste?: boolean;
}

type Loaded = { article: DeskArticle } | { error: unknown } | null;

interface OpeningProps {
  documentId: string;
  onReload: () => void;
}

/** One article, opened by its address; a new one has an address before it has a word. */
const Opening = ({ documentId, onReload }: OpeningProps) => {
  const { state } = useLocation();
  const arrival = (state ?? {}) as Arrival;
  const text = useText();
  const [loaded, setLoaded] = useState<Loaded>(null);
  // Of this opening, not of this browser: two tabs on one article are two.
  const tab = useMemo(() => createId(), []);

  useEffect(() => {
    let isHere = true;
    const load = async (): Promise<DeskArticle> => {
      try {
        return await fetchArticle(documentId);
      } catch (error) {
        // A page that was left before its first save, or reloaded.
        if (statusOf(error) === 404 && arrival.isNew) return fetchBlank(documentId);
        throw error;
      }
    };
    load()
      .then((article) => isHere && setLoaded({ article }))
      .catch((error: unknown) => isHere && setLoaded({ error }));
    return () => {
      isHere = false;
    };
  }, [documentId]);

  if (loaded === null) return <Page.Loading />;
  if ('error' in loaded) {
    const isGone = statusOf(loaded.error) === 404;
    return (
      <Page.Main>
        <Page.Title>{text('write.title')}</Page.Title>
        <Box padding={10}>
          <EmptyStateLayout
            icon={<EmptyDocuments width="16rem" />}
            content={
              isGone ? text('write.gone') : sentenceOf(loaded.error, text('problem.unknown'))
            }
            action={
              <Flex gap={2}>
                {!isGone && (
                  <Button variant="secondary" onClick={onReload}>
                    {text('list.again')}
                  </Button>
                )}
                <Button tag={Link} to={PAGE} variant="tertiary">
                  {text('write.back')}
                </Button>
              </Flex>
            }
          />
        </Box>
      </Page.Main>
    );
  }
  return <Writing opened={loaded.article} tab={tab} arrival={arrival} onReload={onReload} />;
};

/** The route keeps its page from one article to the next; each opening begins anew, under a name of its own. */
const WritePage = () => {
  const { documentId = '' } = useParams();
  const [round, setRound] = useState(0);
  return (
    <Opening
      key={`${documentId} ${round}`}
      documentId={documentId}
      onReload={() => setRound((n) => n + 1)}
    />
  );
};

export default WritePage;
