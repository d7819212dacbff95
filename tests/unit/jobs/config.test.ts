import config from '../../../src/plugins/jobs/server/src/config';

const database = { url: 'postgres://a', directUrl: 'postgres://b', ssl: false };

it('accepts its defaults with a database', () => {
  expect(() => config.validator({ ...config.default, database })).not.toThrow();
});

it('says what is missing or wrong', () => {
  const check = () => config.validator({ ...config.default, pollSeconds: 0, poll: 1 });
  expect(check).toThrow(/database/);
  expect(check).toThrow(/pollSeconds/);
  expect(check).toThrow(/poll"/);
});
