/** The examples of docs/frontend.md, in a folder of their own, against a newsroom that runs. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { until } from '../rebuilds/receiver';

const root = path.resolve(__dirname, '../../..');

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const listens = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });

/** @param url of the newsroom */
export const createExamples = (url: string) => {
  // Inside the project, so that the client is found.
  mkdirSync(path.join(root, '.newsroom'), { recursive: true });
  const folder = mkdtempSync(path.join(root, '.newsroom/examples-'));
  const text = readFileSync(path.join(root, 'docs/frontend.md'), 'utf8');
  const files = [...text.matchAll(/^```js file=(\S+)\n([\s\S]*?)^```$/gm)].map(([, name, code]) => {
    writeFileSync(path.join(folder, name!), code!);
    return name!;
  });
  const children: ChildProcess[] = [];
  const env = { ...process.env, NEWSROOM_URL: url };

  return {
    folder,
    /** Names of all that can be run. */
    files,
    /** What an example prints. */
    async run(file: string): Promise<string> {
      return (await promisify(execFile)(process.execPath, [file], { cwd: folder, env })).stdout;
    },
    /** Starts an example that serves. */
    async serve(file: string) {
      const port = await freePort();
      children.push(
        spawn(process.execPath, [file], {
          cwd: folder,
          env: { ...env, PORT: String(port) },
          stdio: 'inherit',
        }),
      );
      await until('the site listens', () => listens(port), 20_000);
      return async (where: string) => {
        const response = await fetch(`http://127.0.0.1:${port}${where}`, { redirect: 'manual' });
        const { status, headers } = response;
        return { status, location: headers.get('location'), text: await response.text() };
      };
    },
    async stop() {
      const ended = children.map(
        (child) =>
          new Promise<void>((resolve) => {
            if (child.exitCode !== null) return resolve();
            child.once('exit', () => resolve());
            child.kill('SIGKILL');
          }),
      );
      await Promise.all(ended);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
