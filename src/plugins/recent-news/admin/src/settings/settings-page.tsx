import { Flex, Main } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useRecentNewsSettingsQuery } from '../api';
import { READ } from '../config';
import { Problem } from '../problem';
import { useText } from '../text';
import { Duplicates } from './duplicates';
import { Meter } from './meter';
import { SettingsForm } from './settings-form';
import { Upkeep } from './upkeep';
import { useStatus } from './use-status';

const Settings = () => {
  const text = useText();
  const settings = useRecentNewsSettingsQuery(undefined, { refetchOnMountOrArgChange: true });
  const status = useStatus();
  if (settings.error !== undefined) {
    return (
      <Main padding={8}>
        <Problem error={settings.error} />
      </Main>
    );
  }
  if (!settings.data) return <Page.Loading />;
  const { may } = settings.data;
  return (
    <>
      <Page.Title>{text('settings.link')}</Page.Title>
      <SettingsForm answer={settings.data} />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6} paddingTop={6} paddingBottom={8}>
          {status.error !== undefined && <Problem error={status.error} />}
          {status.data && (
            <>
              <Meter status={status.data} />
              <Upkeep status={status.data} {...status} mayRun={may.run} />
            </>
          )}
          <Duplicates />
        </Flex>
      </Layouts.Content>
    </>
  );
};

/** Settings → Newsroom → Recent News. */
const SettingsPage = () => (
  <Page.Protect permissions={READ}>
    <Page.Main>
      <Settings />
    </Page.Main>
  </Page.Protect>
);

export default SettingsPage;
