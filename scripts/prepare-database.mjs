/** Boots the server once on DATABASE_URL, so that its tables and first rows stand, and ends. */
import { boot, close } from './boot.mjs';
import { main } from './progress.mjs';

// No job begins in a process that is about to end.
process.env.NEWSROOM_ROLE = 'all';
process.env.NEWSROOM_JOBS = 'off';
await main(async () => close(await boot()));
