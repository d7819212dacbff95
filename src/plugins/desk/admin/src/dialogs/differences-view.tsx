import { useMemo, type ReactNode } from 'react';
import { Box, Button, Flex, Loader, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import type { DeskVersions } from '../../../server/src/contracts';
import { useNaming } from '../choices/use-naming';
import { Problem } from '../problem';
import { useText, type Text } from '../text';
import {
  differencesOf,
  type Differences,
  type PartChange,
  type SectionDifference,
} from './differences';
import { Frame } from './frame';
import { Marked } from './marked';

const Bullets = styled.ul`
  list-style: disc;
  margin: 0;
  padding-inline-start: 2rem;
`;

const changeOf = (text: Text, change: PartChange, isMoved: boolean): string =>
  text(isMoved ? 'dialogs.diff.moved' : `dialogs.diff.${change}`);

const Part = ({ label, children }: { label: string; children: ReactNode }) => (
  <Box>
    <Typography variant="sigma" textColor="neutral600" tag="h3">
      {label}
    </Typography>
    {children}
  </Box>
);

const SectionPart = ({ section }: { section: SectionDifference }) => {
  const text = useText();
  const { number, change, isMoved, heading, lead, bullets } = section;
  const name = text('dialogs.diff.section', { number });
  return (
    <Part label={`${name} · ${changeOf(text, change, isMoved)}`}>
      <Typography fontWeight="bold" tag="p">
        <Marked parts={heading} />
      </Typography>
      {lead && (
        <Typography tag="p">
          <Marked parts={lead} />
        </Typography>
      )}
      {bullets.length > 0 && (
        <Bullets>
          {bullets.map(({ id, isMoved: hasMoved, parts }) => (
            <li key={id}>
              <Typography>
                {hasMoved && (
                  <Typography textColor="neutral600">{text('dialogs.diff.movedHere')} </Typography>
                )}
                <Marked parts={parts} />
              </Typography>
            </li>
          ))}
        </Bullets>
      )}
    </Part>
  );
};

/** What differs, in the order of the page. */
export const DifferencesView = ({ differences }: { differences: Differences }) => {
  const text = useText();
  const { title, lead, sections, details, count } = differences;
  if (count === 0) return <Typography>{text('dialogs.diff.nothing')}</Typography>;
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      {title && (
        <Part label={text('dialogs.field.title')}>
          <Typography tag="p" fontWeight="bold">
            <Marked parts={title} />
          </Typography>
        </Part>
      )}
      {lead && (
        <Part label={text('dialogs.field.lead')}>
          <Typography tag="p">
            <Marked parts={lead} />
          </Typography>
        </Part>
      )}
      {sections.map((section) => (
        <SectionPart key={section.id} section={section} />
      ))}
      {details.map(({ field, parts }) => (
        <Part key={field} label={text(`dialogs.field.${field}`)}>
          <Typography tag="p">
            <Marked parts={parts} />
          </Typography>
        </Part>
      ))}
    </Flex>
  );
};

/** Null while there is nothing to compare. */
export const useDifferences = (versions: DeskVersions | null): Differences | null => {
  const tell = useNaming();
  return useMemo(
    () => (versions?.live ? differencesOf(versions.live, versions.draft, tell) : null),
    [versions, tell],
  );
};

interface ComparisonProps {
  differences: Differences | null;
  /** What the versions could not be read with. */
  error?: unknown;
}

/** The differences, or why they are not there yet. */
export const Comparison = ({ differences, error }: ComparisonProps) => {
  const text = useText();
  if (error !== undefined && error !== null) return <Problem error={error} />;
  if (!differences) return <Loader small>{text('dialogs.loading')}</Loader>;
  return <DifferencesView differences={differences} />;
};

interface DifferencesDialogProps {
  /** Null while they are read. */
  versions: DeskVersions | null;
  error?: unknown;
  onClose: () => void;
}

/** What the draft changes of what readers have. */
export const DifferencesDialog = ({ versions, error, onClose }: DifferencesDialogProps) => {
  const text = useText();
  const differences = useDifferences(versions);
  return (
    <Frame
      title={text('dialogs.diff.title')}
      onClose={onClose}
      footer={
        <Button variant="tertiary" onClick={onClose}>
          {text('dialogs.close')}
        </Button>
      }
    >
      <Comparison differences={differences} error={error} />
    </Frame>
  );
};
