import { Box, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import { useIntl } from 'react-intl';
import type { DeskText } from '../../../server/src/contracts';
import { useText } from '../text';
import type { PastedField } from './paste-placement';

const Bullets = styled.ul`
  list-style: disc;
  margin: 0;
  padding-block-start: ${({ theme }) => theme.spaces[1]};
  padding-inline-start: 2rem;
`;

const Words = styled(Typography)`
  overflow-wrap: anywhere;
`;

interface PartProps {
  field: PastedField;
  value: string;
  variant?: 'beta' | 'omega';
}

const Part = ({ field, value, variant = 'omega' }: PartProps) => {
  const text = useText();
  if (value.trim() === '') return null;
  return (
    <Box>
      <Typography variant="sigma" textColor="neutral600" tag="div">
        {text(`dialogs.field.${field}`)}
      </Typography>
      <Words variant={variant} tag="p">
        {value}
      </Words>
    </Box>
  );
};

/** The pasted page as it was understood, read like the page it will be. */
export const PastedText = ({ page }: { page: DeskText }) => {
  const text = useText();
  const { formatDate } = useIntl();
  const { title, lead, sections, details } = page;
  const day = new Date(details.firstPublishedAt);
  const date = Number.isNaN(day.getTime())
    ? details.firstPublishedAt
    : formatDate(day, { dateStyle: 'long', timeStyle: 'short' });
  return (
    <>
      <Part field="title" value={title} variant="beta" />
      <Part field="byline" value={details.byline} />
      <Part field="firstPublishedAt" value={date} />
      <Part field="lead" value={lead} />
      {sections.map(({ id, heading, lead: sentence, bullets }) => (
        <Box key={id}>
          <Words variant="delta" tag="h3">
            {heading.trim() || text('dialogs.pasted.noHeading')}
          </Words>
          {sentence.trim() !== '' && <Words tag="p">{sentence}</Words>}
          {bullets.length > 0 && (
            <Bullets>
              {bullets.map(({ id: bullet, text: words }) => (
                <li key={bullet}>
                  <Words>{words}</Words>
                </li>
              ))}
            </Bullets>
          )}
        </Box>
      ))}
      <Part field="sourceTitle" value={details.sourceTitle} />
      <Part field="sourceUrl" value={details.sourceUrl} />
    </>
  );
};
