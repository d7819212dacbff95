import { useState } from 'react';
import { Button } from '@strapi/design-system';
import { useText } from './text';

/** Asks once more before words that stand nowhere else are gone. */
export const ThrowAway = ({ onSure }: { onSure: () => void }) => {
  const text = useText();
  const [isSure, setSure] = useState(false);
  return (
    <Button size="S" variant="danger-light" onClick={() => (isSure ? onSure() : setSure(true))}>
      {text(isSure ? 'write.found.sure' : 'write.found.throwAway')}
    </Button>
  );
};
