import { Box, Checkbox, Flex, Grid, Typography } from '@strapi/design-system';
import { useId } from 'react';
import { useText } from '../text';
import type { TargetFieldsProps } from './target-fields';

/** Which kinds of change a target is called for. */
export const EventsField = ({ values, faults, overview, onChange }: TargetFieldsProps) => {
  const text = useText();
  const id = useId();
  // Also what another version of the newsroom knew.
  const offered = [...new Set([...overview.events, ...values.events])];
  const toggle = (event: string, isWanted: boolean): void =>
    onChange({
      events: offered.filter((each) => (each === event ? isWanted : values.events.includes(each))),
    });
  return (
    <Flex role="group" aria-labelledby={id} direction="column" alignItems="stretch" gap={2}>
      <Typography id={id} variant="pi" fontWeight="bold">
        {text('form.events')}
      </Typography>
      <Checkbox
        checked={values.isForAll}
        onCheckedChange={(checked) =>
          onChange({ isForAll: checked === true, ...(checked !== true && { events: offered }) })
        }
      >
        {text('form.allEvents')}
      </Checkbox>
      {!values.isForAll && (
        <Box paddingLeft={6}>
          <Grid.Root gap={2}>
            {offered.map((event) => (
              <Grid.Item key={event} col={6} s={12} xs={12}>
                <Checkbox
                  checked={values.events.includes(event)}
                  onCheckedChange={(checked) => toggle(event, checked === true)}
                >
                  {event}
                </Checkbox>
              </Grid.Item>
            ))}
          </Grid.Root>
        </Box>
      )}
      {(faults.events || (!values.isForAll && values.events.length === 0)) && (
        <Typography variant="pi" textColor="danger600" role="alert">
          {faults.events ?? text('form.noEvents')}
        </Typography>
      )}
    </Flex>
  );
};
