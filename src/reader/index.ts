import { readReaderEnvironment } from '../environment';
import { createPageMemory } from '../front/page-memory';
import { surviveLostConnections } from '../operations/lost-connections';
import { createOperations } from '../operations/operations';
import { poolUseOf } from '../operations/pool-use';
import { createLog } from './log';
import { createReader, type Reader } from './server';

/**
 * A reader as the environment describes it. It does not listen yet.
 *
 * @param version of this newsroom, for health and metrics
 * @throws {EnvironmentError} naming every variable that is missing or wrong
 */
export const readerOfEnvironment = ({ version }: { version: string }): Reader => {
  // Strapi's columns hold UTC without saying so (`config/database`).
  process.env.TZ = 'UTC';
  const environment = readReaderEnvironment();
  const log = createLog(environment.logLevel);
  surviveLostConnections(log);
  return createReader({
    environment,
    log,
    front: createPageMemory,
    operations: ({ db, front }) =>
      createOperations({
        role: environment.role,
        version,
        // It has nothing to prepare: what it needs it reads when it is asked.
        booted: () => true,
        front: () => front,
        db: { ...environment.database, pool: () => poolUseOf(db) },
        ...environment.operations,
        log,
      }),
  });
};
