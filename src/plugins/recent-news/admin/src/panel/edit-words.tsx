import { useState } from 'react';
import { TextButton } from '@strapi/design-system';
import { Magic } from '@strapi/icons';
import type { ExplainedEntry } from '../../../server/src/contracts';
import { MOST_HEADLINE, MOST_TEASER } from '../config';
import { useText } from '../text';
import { CountedField } from './counted-field';
import type { Outcome } from './use-list';
import { WordsDialog } from './words-dialog';

type Part = 'headline' | 'teaser';

interface EditWordsProps {
  entry: ExplainedEntry;
  /** Null gives a text back to the machine. */
  save: (words: Partial<Record<Part, string | null>>) => Promise<Outcome>;
  onClose: () => void;
}

/** An editor's own words for an entry, and the way back to the machine's. */
export const EditWords = ({ entry, save, onClose }: EditWordsProps) => {
  const text = useText();
  const [words, setWords] = useState({
    headline: entry.headline ?? '',
    teaser: entry.teaser ?? '',
  });
  const [isBack, setIsBack] = useState({ headline: false, teaser: false });
  const isStory = entry.target !== null;

  const change = (part: Part, value: string): void => {
    setWords({ ...words, [part]: value });
    setIsBack({ ...isBack, [part]: false });
  };
  const wanted = (part: Part): Partial<Record<Part, string | null>> => {
    if (isBack[part]) return { [part]: null };
    const value = words[part].trim();
    return value === (entry[part] ?? '').trim() ? {} : { [part]: value || null };
  };
  const wants = { ...wanted('headline'), ...wanted('teaser') };
  const isFit =
    words.headline.trim().length <= MOST_HEADLINE &&
    words.teaser.trim().length <= MOST_TEASER &&
    (isStory || words.headline.trim() !== '');

  const field = (part: Part, most: number) => ({
    label: text(`words.${part}`),
    value: words[part],
    most,
    hint: isBack[part] ? text('words.willBeMachines') : undefined,
    onChange: (value: string) => change(part, value),
    action: isStory && entry.hand[part] && !isBack[part] && (
      <TextButton startIcon={<Magic />} onClick={() => setIsBack({ ...isBack, [part]: true })}>
        {text(`words.back.${part}`)}
      </TextButton>
    ),
  });

  return (
    <WordsDialog
      title={text('words.title')}
      submit={text('words.save')}
      canSubmit={isFit && Object.keys(wants).length > 0}
      onSubmit={() => save(wants)}
      onClose={onClose}
    >
      <CountedField {...field('headline', MOST_HEADLINE)} isRequired={!isStory} />
      <CountedField {...field('teaser', MOST_TEASER)} isLong />
    </WordsDialog>
  );
};
