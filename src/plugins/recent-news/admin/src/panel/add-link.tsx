import { useState } from 'react';
import { Field } from '@strapi/design-system';
import { MOST_HEADLINE, MOST_TEASER } from '../config';
import { useText } from '../text';
import { CountedField } from './counted-field';
import type { Decide } from './use-list';
import { WordsDialog } from './words-dialog';

const isAddress = (value: string): boolean =>
  URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

interface AddLinkProps {
  decide: Decide;
  onClose: () => void;
}

/** An entry that leads to a page outside the newsroom. */
export const AddLink = ({ decide, onClose }: AddLinkProps) => {
  const text = useText();
  const [url, setUrl] = useState('');
  const [headline, setHeadline] = useState('');
  const [teaser, setTeaser] = useState('');
  const address = url.trim();
  const isFit =
    isAddress(address) &&
    headline.trim() !== '' &&
    headline.trim().length <= MOST_HEADLINE &&
    teaser.trim().length <= MOST_TEASER;
  const error = address && !isAddress(address) ? text('link.urlWrong') : undefined;
  return (
    <WordsDialog
      title={text('link.title')}
      submit={text('link.add')}
      canSubmit={isFit}
      onSubmit={() =>
        decide(
          [
            {
              kind: 'link',
              url: address,
              headline: headline.trim(),
              teaser: teaser.trim() || null,
            },
          ],
          { said: text('said.added', { headline: headline.trim() }), focus: [] },
        )
      }
      onClose={onClose}
    >
      <Field.Root error={error} required>
        <Field.Label>{text('link.url')}</Field.Label>
        <Field.Input
          type="url"
          value={url}
          placeholder="https://"
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <Field.Error />
      </Field.Root>
      <CountedField
        label={text('words.headline')}
        value={headline}
        most={MOST_HEADLINE}
        isRequired
        onChange={setHeadline}
      />
      <CountedField
        label={text('words.teaser')}
        value={teaser}
        most={MOST_TEASER}
        isLong
        onChange={setTeaser}
      />
    </WordsDialog>
  );
};
