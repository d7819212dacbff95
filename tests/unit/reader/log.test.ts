import { createLog } from '../../../src/reader/log';

it('writes what is important enough, as Strapi does', () => {
  const lines: string[] = [];
  const log = createLog('info', (line) => lines.push(line));
  log.error('one');
  log.warn('two');
  log.info('three');
  log.http('GET / (1 ms) 200');
  log.debug('five');
  expect(lines).toEqual([
    expect.stringMatching(/^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}\] error: one\n$/),
    expect.stringMatching(/\] warn: two\n$/),
    expect.stringMatching(/\] info: three\n$/),
  ]);
  expect([log.isLevelEnabled('info'), log.isLevelEnabled('http')]).toEqual([true, false]);
});
