import { Fragment } from 'react';
import { Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import type { CallView } from '../../../server/src/contracts';
import { useText } from '../text';

const Names = styled(Typography)`
  overflow-wrap: anywhere;
`;

/** Names shown before the rest is counted. */
const SHOWN = 3;

/** What a call told of. */
export const ChangesNamed = ({ call }: { call: CallView }) => {
  const text = useText();
  if (call.purpose === 'test') return <Names>{text('call.noChanges')}</Names>;
  const named = call.firstChanges.slice(0, SHOWN);
  const more = call.changeCount - named.length;
  return (
    <Names>
      {named.map(({ kind, documentId, slug }, index) => (
        <Fragment key={`${kind} ${documentId} ${index}`}>
          {index > 0 && ', '}
          <Typography textColor="neutral600">{kind}</Typography> {slug}
        </Fragment>
      ))}
      {more > 0 && ` ${text('call.more', { count: more })}`}
    </Names>
  );
};
