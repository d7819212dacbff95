import { createChanges } from './changes';
import { createDelivery } from './delivery';
import { createLog } from './log';
import { createOutbox } from './outbox';
import { createReceipts } from './receipts';
import { createReplays } from './replays';
import { createStanding } from './standing';
import { createTargets } from './targets';

export default {
  outbox: createOutbox,
  delivery: createDelivery,
  targets: createTargets,
  log: createLog,
  receipts: createReceipts,
  replays: createReplays,
  standing: createStanding,
  changes: createChanges,
};
