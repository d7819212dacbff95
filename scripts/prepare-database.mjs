/** Boots the server once on DATABASE_URL, so that its tables and first rows stand, and ends. */
import { boot, close } from './boot.mjs';
import { main } from './progress.mjs';

await main(async () => close(await boot()));
