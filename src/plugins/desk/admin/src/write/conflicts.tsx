import { useEffect, useRef } from 'react';
import { Box, Button, Flex, Grid, Typography } from '@strapi/design-system';
import type { DeskText } from '../../../server/src/contracts';
import { wordParts } from '../dialogs/differences';
import { Marked } from '../dialogs/marked';
import type { Conflict } from '../saving/merge';
import { useText } from '../text';
import { partName } from './part-name';

interface ConflictsProps {
  conflicts: readonly Conflict[];
  written: DeskText;
  onResolve: (key: string, choice: 'mine' | 'theirs') => void;
}

/** Texts that two people changed at once, in both tellings. Until somebody chooses, theirs stays stored. */
export const Conflicts = ({ conflicts, written, onResolve }: ConflictsProps) => {
  const text = useText();
  const root = useRef<HTMLDivElement>(null);
  const count = useRef(conflicts.length);
  useEffect(() => {
    // After a choice the next one is at hand; the first one interrupts nobody's typing.
    if (conflicts.length > 0 && conflicts.length < count.current)
      root.current?.querySelector<HTMLElement>('button')?.focus();
    count.current = conflicts.length;
  }, [conflicts.length]);
  if (conflicts.length === 0) return null;
  const telling = (words: string, other: string, choice: 'mine' | 'theirs', key: string) => (
    <Grid.Item col={6} s={12} direction="column" alignItems="stretch">
      <Flex direction="column" alignItems="stretch" gap={2} height="100%">
        <Typography variant="sigma" textColor="neutral600">
          {text(`write.conflict.${choice}`)}
        </Typography>
        <Box background="neutral0" hasRadius padding={3} grow={1}>
          <Typography>
            <Marked parts={wordParts(other, words).filter(({ kind }) => kind !== 'removed')} />
          </Typography>
        </Box>
        <Flex gap={2}>
          <Button size="S" variant="secondary" onClick={() => onResolve(key, choice)}>
            {text(`write.conflict.keep.${choice}`)}
          </Button>
          <Button
            size="S"
            variant="tertiary"
            onClick={() => void navigator.clipboard?.writeText(words)}
          >
            {text('write.conflict.copy')}
          </Button>
        </Flex>
      </Flex>
    </Grid.Item>
  );
  return (
    <Box
      ref={root}
      role="region"
      aria-label={text('write.conflict.title')}
      background="warning100"
      hasRadius
      padding={4}
      borderColor="warning200"
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Typography fontWeight="bold" role="alert">
          {text('write.conflict.sentence', { count: conflicts.length })}
        </Typography>
        {conflicts.map(({ key, mine, theirs }) => (
          <Flex key={key} direction="column" alignItems="stretch" gap={2}>
            <Typography variant="delta" tag="h2">
              {partName(key, written, text)}
            </Typography>
            <Grid.Root gap={4}>
              {telling(mine, theirs, 'mine', key)}
              {telling(theirs, mine, 'theirs', key)}
            </Grid.Root>
          </Flex>
        ))}
      </Flex>
    </Box>
  );
};
