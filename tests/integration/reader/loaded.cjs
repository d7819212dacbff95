/** Runs a reader, asks it for what ASKED names, and prints the modules of Strapi that it has loaded. */
const path = require('node:path');

const root = path.resolve(__dirname, '../../..');
const { readerOfEnvironment } = require(path.join(root, 'dist/src/reader/index.js'));

const run = async () => {
  const reader = readerOfEnvironment({ version: '0' });
  const { port } = await reader.listen();
  const statuses = [];
  for (const where of process.env.ASKED.split(' ')) {
    const { status } = await fetch(`http://127.0.0.1:${port}${where}`);
    statuses.push(status);
  }
  await reader.close();
  const strapis = Object.keys(require.cache).filter((file) => /@strapi[\\/]/.test(file));
  process.stdout.write(JSON.stringify({ statuses, strapis }));
};

void run();
