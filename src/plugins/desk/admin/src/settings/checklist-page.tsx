import { useEffect, useState } from 'react';
import {
  Box,
  Button,
  Field,
  Flex,
  Grid,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import type { CheckLevel, CheckLevels } from '../../../server/src/contracts';
import { useDeskLevelsQuery, useDeskSaveLevelsMutation } from '../api';
import { SETTINGS } from '../config';
import { Problem } from '../problem';
import { useText } from '../text';

const RULES = [
  'lead',
  'source',
  'no-topic',
  'sectionLead',
  'pictureAlt',
  'pictureCredit',
  'duplicate',
] as const;
const LEVELS: readonly CheckLevel[] = ['off', 'warn', 'block'];

const ChecklistPage = () => {
  const text = useText();
  const { data, error } = useDeskLevelsQuery();
  const [save, saving] = useDeskSaveLevelsMutation();
  const [levels, setLevels] = useState<CheckLevels | null>(null);
  useEffect(() => {
    if (data) setLevels(data.levels);
  }, [data]);
  if (error) return <Page.Error />;
  if (!levels || !data) return <Page.Loading />;
  const isChanged = RULES.some((rule) => levels[rule] !== data.levels[rule]);
  return (
    <Page.Main>
      <Page.Title>{text('write.levels.title')}</Page.Title>
      <Layouts.Header
        title={text('write.levels.title')}
        subtitle={text('write.levels.subtitle')}
        primaryAction={
          <Button
            startIcon={<Check />}
            loading={saving.isLoading}
            disabled={!isChanged || !data.may.settings}
            onClick={() => void save(levels)}
          >
            {text('write.levels.save')}
          </Button>
        }
      />
      <Layouts.Content>
        <Box background="neutral0" hasRadius shadow="tableShadow" padding={6}>
          <Flex direction="column" alignItems="stretch" gap={5}>
            {saving.error !== undefined && <Problem error={saving.error} />}
            <Typography role="status" textColor="success700">
              {saving.isSuccess && !isChanged ? text('write.levels.saved') : ''}
            </Typography>
            <Grid.Root gap={5}>
              {RULES.map((rule) => (
                <Grid.Item key={rule} col={6} s={12} direction="column" alignItems="stretch">
                  <Field.Root>
                    <Field.Label>{text(`write.levels.${rule}`)}</Field.Label>
                    <SingleSelect
                      value={levels[rule]}
                      disabled={!data.may.settings}
                      onChange={(value) =>
                        setLevels({ ...levels, [rule]: String(value) as CheckLevel })
                      }
                    >
                      {LEVELS.map((level) => (
                        <SingleSelectOption key={level} value={level}>
                          {text(`write.levels.${level}`)}
                        </SingleSelectOption>
                      ))}
                    </SingleSelect>
                  </Field.Root>
                </Grid.Item>
              ))}
            </Grid.Root>
            <Typography variant="pi" textColor="neutral600">
              {text('write.levels.always')}
            </Typography>
          </Flex>
        </Box>
      </Layouts.Content>
    </Page.Main>
  );
};

const Protected = () => (
  <Page.Protect permissions={SETTINGS}>
    <ChecklistPage />
  </Page.Protect>
);

export default Protected;
