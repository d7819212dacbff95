import { useRef, useState } from 'react';
import { Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { styled } from 'styled-components';
import type { ListSide } from '../../../server/src/contracts';
import { Problem } from '../problem';
import { useText } from '../text';
import { AddStory } from './add-story';
import { Entries } from './entries';
import { HiddenNotice, type JustHidden } from './hidden-notice';
import { HiddenStories } from './hidden-stories';
import { ListFooter } from './list-footer';
import { SideSwitch } from './side-switch';
import { Skeleton } from './skeleton';
import { ThisStory } from './this-story';
import { useList } from './use-list';
import { WhenLive } from './when-live';

const Root = styled(Flex)`
  &:focus {
    outline: none;
  }
`;

interface ListPanelProps {
  documentId: string;
  tab: ListSide;
  saved: string;
  published: string;
  /** Whether what stands around it may read the document anew. */
  reload: boolean;
}

export const ListPanel = ({ documentId, tab, saved, published, reload }: ListPanelProps) => {
  const text = useText();
  const root = useRef<HTMLDivElement>(null);
  const [side, setSide] = useState<ListSide>(tab);
  const [justHidden, setJustHidden] = useState<JustHidden | null>(null);
  const list = useList({ documentId, side, saved, published, reload, root });
  const { answer } = list;
  const mayDecide = !!answer?.may.decide && side === 'draft';

  return (
    <Root ref={root} tabIndex={-1} direction="column" alignItems="stretch" gap={3} width="100%">
      <VisuallyHidden role="status">{list.said}</VisuallyHidden>
      {list.problem !== null && <Problem error={list.problem} onClose={list.forgetProblem} />}
      {list.error !== undefined && <Problem error={list.error} />}
      {!answer && !list.error && <Skeleton />}
      {answer && (
        <>
          {answer.live && <SideSwitch side={side} onChange={setSide} />}
          {answer.locked && (
            <Typography variant="pi" textColor="neutral600">
              {text('list.locked')}
            </Typography>
          )}
          <Entries
            entries={answer.entries}
            isBusy={list.isBusy}
            decide={mayDecide ? list.decide : null}
            onHidden={setJustHidden}
          />
          {mayDecide && (
            <>
              {justHidden && (
                <HiddenNotice
                  story={justHidden}
                  decide={list.decide}
                  onDone={() => setJustHidden(null)}
                />
              )}
              <AddStory
                documentId={documentId}
                entries={answer.entries}
                next={answer.next}
                decide={list.decide}
              />
              <HiddenStories hidden={answer.hidden} decide={list.decide} />
            </>
          )}
          {answer.may.decide && side === 'draft' && <WhenLive answer={answer} list={list} />}
          {mayDecide && <ListFooter answer={answer} list={list} />}
          <ThisStory documentId={documentId} never={answer.never} mayDecide={answer.may.stories} />
        </>
      )}
    </Root>
  );
};
