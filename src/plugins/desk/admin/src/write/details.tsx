import { memo, useId } from 'react';
import { Box, Field, Flex, Textarea, TextInput, Typography } from '@strapi/design-system';
import type { DeskArticle, DeskCover, DeskDetails } from '../../../server/src/contracts';
import { useText, type TextKey } from '../text';
import { ChoiceField } from '../choices/choice-field';
import { KINDS } from '../choices/choices';
import { CoverField } from './cover-field';
import { DateField } from './date-field';
import { EarlierAddresses } from './earlier-addresses';

export interface DetailsProps {
  article: DeskArticle;
  details: DeskDetails;
  cover: DeskCover | null;
  readOnly: readonly string[];
  /** Sentences of the server by place, e.g. `details.slug`. */
  problems: ReadonlyMap<string, string>;
  /** Readers have seen it: its date is history. */
  isDated: boolean;
  onChange: (change: Partial<DeskDetails>) => void;
  onCover: (cover: DeskCover | null) => void;
}

type Name = keyof DeskDetails;

/** What stands beside the text: who wrote it, where it comes from, where it stands. */
export const Details = memo((props: DetailsProps) => {
  const { article, details, cover, readOnly, problems, isDated, onChange, onCover } = props;
  const text = useText();
  const id = useId();
  const isFixed = (name: Name): boolean => readOnly.includes(`details.${name}`);
  const field = (name: Name, options: { hint?: TextKey; long?: boolean; type?: 'url' } = {}) => (
    <Field.Root
      id={`${id}-${name}`}
      data-place={`details.${name}`}
      error={problems.get(`details.${name}`)}
      hint={options.hint && text(options.hint)}
      width="100%"
    >
      <Field.Label>{text(`write.field.${name}` as TextKey)}</Field.Label>
      {options.long ? (
        <Textarea
          rows={3}
          resizable={false}
          value={details[name]}
          disabled={isFixed(name)}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      ) : (
        <TextInput
          type={options.type ?? 'text'}
          value={details[name]}
          disabled={isFixed(name)}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      )}
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {KINDS.map((kind) => (
        <ChoiceField
          key={kind}
          kind={kind}
          list={details[kind]}
          isFixed={isFixed(kind)}
          error={problems.get(`details.${kind}`)}
          onChange={(list) => onChange({ [kind]: list })}
        />
      ))}
      {field('byline', {
        hint:
          details.authors !== '' && details.byline.trim() === ''
            ? 'write.hint.bylineAuthors'
            : undefined,
      })}
      {field('sourceTitle')}
      {field('sourceUrl', { type: 'url' })}
      <CoverField
        cover={cover}
        isFixed={isFixed('cover')}
        onChange={(chosen) => {
          onCover(chosen);
          onChange({ cover: chosen === null ? '' : String(chosen.id) });
        }}
      />
      {cover && (
        <Box paddingLeft={3} borderStyle="solid" borderWidth="0 0 0 2px" borderColor="neutral200">
          <Flex direction="column" alignItems="stretch" gap={4}>
            {field('coverAlt', { hint: 'write.hint.coverAlt' })}
            {field('coverCaption')}
            {field('coverCredit')}
          </Flex>
        </Box>
      )}
      {field('teaser', { hint: 'write.hint.teaser', long: true })}
      {field('slug', { hint: isDated ? 'write.hint.slugLive' : 'write.hint.slug' })}
      <EarlierAddresses article={article} />
      {isDated ? (
        <Typography variant="pi" textColor="neutral600">
          {text('write.hint.dated')}
        </Typography>
      ) : null}
      <DateField
        value={details.firstPublishedAt}
        isFixed={isDated || isFixed('firstPublishedAt')}
        error={problems.get('details.firstPublishedAt')}
        onChange={(firstPublishedAt) => onChange({ firstPublishedAt })}
      />
    </Flex>
  );
});
Details.displayName = 'Details';
