import { useState } from 'react';
import { Box, Button, Radio, Typography } from '@strapi/design-system';
import type { DeskNewsEntry, DeskText, PastedPage } from '../../../server/src/contracts';
import { useText } from '../text';
import { Frame } from './frame';
import {
  applyPlacement,
  isEmptyText,
  modeOf,
  notTaken,
  startPlacement,
  undecided,
  type PasteMode,
} from './paste-placement';
import { PastedText } from './pasted-text';
import { UnplacedTexts } from './unplaced';

interface PastedPageDialogProps {
  page: PastedPage;
  /** What is written, as the page around the editor shows it. */
  written: DeskText;
  /** What is written at this very moment. */
  latest: () => DeskText;
  /** As `DeskMay.readOnly`. */
  readOnly?: readonly string[];
  makeId: () => string;
  /** With what stood below the page; nothing when it is added to another text. */
  onUse: (text: DeskText, news: readonly DeskNewsEntry[]) => void;
  onClose: () => void;
}

/** What goes where: the page as it was understood, and what a person has to decide. */
export const PastedPageDialog = ({
  page,
  written,
  latest,
  readOnly,
  makeId,
  onUse,
  onClose,
}: PastedPageDialogProps) => {
  const text = useText();
  const isEmpty = isEmptyText(written);
  const [state, setState] = useState(() => startPlacement(page, readOnly));
  const [chosen, setChosen] = useState<PasteMode | null>(null);
  const mode = modeOf(chosen, written);
  const left = undecided(state);
  const kept = notTaken(state, written, mode);
  const { relatedNews, leftOut, problems } = page;
  const takenAs = (how: PasteMode): typeof relatedNews => (how === 'replace' ? relatedNews : []);
  const taken = takenAs(mode);
  const use = (): void => {
    const current = latest();
    const how = modeOf(chosen, current);
    onUse(applyPlacement(state, current, how, makeId), takenAs(how));
  };
  return (
    <Frame
      title={text('dialogs.pasted.title')}
      onClose={onClose}
      footer={
        <>
          <Button variant="tertiary" onClick={onClose}>
            {text('dialogs.cancel')}
          </Button>
          <Button disabled={left > 0} onClick={use}>
            {text(left > 0 ? 'dialogs.pasted.left' : 'dialogs.pasted.use', { count: left })}
          </Button>
        </>
      }
    >
      {!isEmpty && (
        <Radio.Group
          aria-label={text('dialogs.pasted.mode')}
          value={mode}
          onValueChange={(value: string) => setChosen(value as PasteMode)}
        >
          <Radio.Item value="append">{text('dialogs.pasted.append')}</Radio.Item>
          <Radio.Item value="replace">{text('dialogs.pasted.replace')}</Radio.Item>
        </Radio.Group>
      )}
      {problems.length > 0 && (
        <Box>
          <Typography fontWeight="bold" textColor="warning700" tag="h3">
            {text('dialogs.pasted.problems', { count: problems.length })}
          </Typography>
          <ul>
            {problems.map(({ line, message }, i) => (
              <li key={i}>
                <Typography>
                  <Typography textColor="neutral600">
                    {text('dialogs.pasted.line', { line })}{' '}
                  </Typography>
                  {message}
                </Typography>
              </li>
            ))}
          </ul>
        </Box>
      )}
      <UnplacedTexts state={state} onChange={setState} />
      <PastedText page={page.text} />
      {kept.length > 0 && (
        <Box>
          <Typography fontWeight="bold" tag="h3">
            {text('dialogs.pasted.notTaken')}
          </Typography>
          <ul>
            {kept.map(({ field, text: words }) => (
              <li key={field}>
                <Typography>
                  <Typography textColor="neutral600">{text(`dialogs.field.${field}`)}: </Typography>
                  {words}
                </Typography>
              </li>
            ))}
          </ul>
        </Box>
      )}
      {relatedNews.length > 0 && (
        <Box>
          <Typography fontWeight="bold" tag="h3">
            {text(taken.length > 0 ? 'dialogs.pasted.newsTaken' : 'dialogs.pasted.newsNoted', {
              count: relatedNews.length,
            })}
          </Typography>
          <ul>
            {relatedNews.map(({ headline }, i) => (
              <li key={i}>
                <Typography textColor={taken.length > 0 ? undefined : 'neutral600'}>
                  {headline}
                </Typography>
              </li>
            ))}
          </ul>
        </Box>
      )}
      {leftOut.length > 0 && (
        <Typography variant="pi" textColor="neutral600">
          {text('dialogs.pasted.leftOut', { what: leftOut.join(' · ') })}
        </Typography>
      )}
    </Frame>
  );
};
