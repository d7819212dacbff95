import { createAdmin } from './admin';
import { createChangesController, createReceiptsController } from './builders';

export default {
  admin: createAdmin,
  changes: createChangesController,
  receipts: createReceiptsController,
};
