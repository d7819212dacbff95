import { Flex, Typography } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useRebuildsOverviewQuery } from '../api';
import { Card } from '../card';
import { EVERY, READ } from '../config';
import { Log } from '../log/log';
import { Problem } from '../problem';
import { useRight } from '../rights';
import { Skeleton } from '../skeleton';
import { Targets } from '../targets/targets';
import { useText } from '../text';
import { usePolling } from '../use-polling';
import { Banner } from './banner';

const Rebuilds = () => {
  const text = useText();
  const mayManage = useRight('manage');
  const mayReplay = useRight('replay');
  const { data, error, refetch } = useRebuildsOverviewQuery(undefined, {
    ...usePolling(EVERY),
    refetchOnMountOrArgChange: true,
  });
  return (
    <>
      <Page.Title>{text('page.title')}</Page.Title>
      <Layouts.Header title={text('page.title')} subtitle={text('page.subtitle')} />
      <Layouts.Content>
        <Banner targets={data?.targets ?? []} />
        <Flex direction="column" alignItems="stretch" gap={6} paddingBottom={8}>
          {error !== undefined && <Problem error={error} onRetry={() => void refetch()} />}
          {!mayManage && (
            <Typography textColor="neutral600">
              {text(mayReplay ? 'page.mayReplay' : 'page.readOnly')}
            </Typography>
          )}
          {data ? (
            <Targets overview={data} />
          ) : (
            error === undefined && (
              <Card title={text('targets.title')} subtitle={text('targets.subtitle')}>
                <Skeleton label={text('targets.loading')} />
              </Card>
            )
          )}
          <Log targets={data?.targets ?? []} />
        </Flex>
      </Layouts.Content>
    </>
  );
};

/** The menu's Rebuilds. */
const RebuildsPage = () => (
  <Page.Protect permissions={READ}>
    <Page.Main>
      <Rebuilds />
    </Page.Main>
  </Page.Protect>
);

export default RebuildsPage;
