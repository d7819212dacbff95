import { createPurges } from './purges';

export default { purges: createPurges };
