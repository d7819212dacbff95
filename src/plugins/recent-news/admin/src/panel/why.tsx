import { Flex, Typography } from '@strapi/design-system';
import type { ExplainedEntry } from '../../../server/src/contracts';
import { Disclosure } from '../disclosure';
import { groundInWords } from '../grounds-in-words';
import { useText } from '../text';
import { EntryMarks } from './entry-marks';

interface WhyProps {
  entry: ExplainedEntry;
  name: string;
}

/** Whose entry it is, and why it stands there, when asked. */
export const Why = ({ entry, name }: WhyProps) => {
  const text = useText();
  return (
    <Disclosure
      label={text('why.label')}
      name={text('why.name', { headline: name })}
      aside={<EntryMarks entry={entry} />}
    >
      <Flex tag="ul" direction="column" alignItems="stretch" gap={1}>
        {entry.grounds.map((ground) => (
          <Typography key={ground.kind} tag="li" variant="pi" textColor="neutral600">
            {groundInWords(text, ground)}
          </Typography>
        ))}
      </Flex>
    </Disclosure>
  );
};
