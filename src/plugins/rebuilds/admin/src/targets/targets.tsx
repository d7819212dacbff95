import { useState } from 'react';
import { Button, Flex } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import type { Overview } from '../../../server/src/contracts';
import { Card } from '../card';
import { Empty } from '../empty';
import { AddTarget } from '../form/add-target';
import { useRight } from '../rights';
import { useText } from '../text';
import { TargetRow } from './target-row';

/** Who is called, how that stands, and what they have not got yet. */
export const Targets = ({ overview }: { overview: Overview }) => {
  const text = useText();
  const mayManage = useRight('manage');
  const [isAdding, setIsAdding] = useState(false);
  const add = mayManage && (
    <Button startIcon={<Plus />} onClick={() => setIsAdding(true)}>
      {text('targets.add')}
    </Button>
  );
  const isEmpty = overview.targets.length === 0;
  return (
    <Card
      title={text('targets.title')}
      subtitle={text('targets.subtitle')}
      action={!isEmpty && add}
    >
      {isEmpty ? (
        <Empty action={add}>{text(mayManage ? 'targets.empty' : 'targets.emptyForReaders')}</Empty>
      ) : (
        <Flex tag="ul" direction="column" alignItems="stretch" aria-label={text('targets.title')}>
          {overview.targets.map((target) => (
            <TargetRow key={target.id} target={target} overview={overview} />
          ))}
        </Flex>
      )}
      {isAdding && <AddTarget overview={overview} onClose={() => setIsAdding(false)} />}
    </Card>
  );
};
