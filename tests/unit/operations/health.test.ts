import type { FrontStats } from '../../../src/front/stats';
import { liveness, readiness, type Facts } from '../../../src/operations/health';
import { ROLES } from '../../../src/roles';

const pages: FrontStats = {
  entries: 12,
  bytes: 90_000,
  maxBytes: 1_000_000,
  answers: { hit: 0, notModified: 0, passed: 0 },
  evicted: 0,
  dropped: 0,
  lag: 0.4,
  stale: false,
  open: true,
  listener: 'listening',
};
const facts = (some: Partial<Facts> = {}): Facts => ({
  role: 'all',
  version: '1.2.3',
  uptime: 61.4,
  booted: true,
  stopping: false,
  database: 'here',
  pages,
  ...some,
});
const ready = (some: Partial<Facts>) => readiness(facts(some)).status === 200;

it('is live whatever is the matter, and says what runs for how long', () => {
  expect(liveness(facts({ database: 'away', booted: false, stopping: true }))).toEqual({
    status: 200,
    body: { status: 'live', role: 'all', version: '1.2.3', uptime: 61 },
  });
});

it('is ready when all is well, and says how things stand', () => {
  expect(readiness(facts())).toEqual({
    status: 200,
    body: {
      status: 'ready',
      reasons: [],
      role: 'all',
      version: '1.2.3',
      boot: 'finished',
      stopping: false,
      database: 'here',
      pages: { entries: 12, lag: 0.4, stale: false, listener: 'listening' },
    },
  });
});

it.each(ROLES)('is not ready before the boot is over, and from the word to stop on: %s', (role) => {
  expect(readiness(facts({ role, booted: false }))).toMatchObject({
    status: 503,
    body: { status: 'not ready', boot: 'under way', reasons: ['The boot is not over yet.'] },
  });
  expect(readiness(facts({ role, stopping: true }))).toMatchObject({
    status: 503,
    body: { stopping: true, reasons: ['The process was told to end.'] },
  });
  expect(ready({ role, database: 'unknown' })).toBe(false);
});

it('goes on answering readers without the database as long as it holds pages', () => {
  for (const role of ['all', 'reader'] as const) {
    const away = readiness(
      facts({ role, database: 'away', pages: { ...pages, lag: 80, stale: true } }),
    );
    expect(away).toMatchObject({
      status: 200,
      body: { database: 'away', pages: { entries: 12, lag: 80, stale: true } },
    });
    expect(ready({ role, database: 'away', pages: { ...pages, entries: 0 } })).toBe(false);
    expect(ready({ role, database: 'away', pages: null })).toBe(false);
    // It passes everything on to what needs the database.
    expect(ready({ role, database: 'away', pages: { ...pages, open: false } })).toBe(false);
    expect(ready({ role, database: 'read-only', pages: null })).toBe(true);
  }
});

it.each(['admin', 'worker'] as const)('needs a database that takes writes: %s', (role) => {
  expect(readiness(facts({ role, database: 'away' }))).toMatchObject({
    status: 503,
    body: { reasons: ['The database does not answer.'] },
  });
  expect(ready({ role, database: 'read-only' })).toBe(false);
  expect(ready({ role, pages: null })).toBe(true);
});
