import { spawn } from 'node:child_process';
import { root } from './paths.mjs';
import { Refusal } from './progress.mjs';

/**
 * Runs a program to its end; it ends with this process. What it prints is progress and goes to
 * stderr, when `quiet` only if it fails.
 *
 * @throws {Refusal} naming `what` when it fails
 */
export function runChild(
  what,
  command,
  args,
  { cwd = root, env = process.env, quiet = false, shell } = {},
) {
  return new Promise((resolve, reject) => {
    const output = quiet ? 'pipe' : 2;
    const stdio = ['ignore', output, output];
    const child = spawn(command, args, { cwd, env, shell, stdio, windowsHide: true });
    const kill = () => child.kill();
    process.once('exit', kill);
    let said = '';
    child.stdout?.on('data', (chunk) => (said += chunk));
    child.stderr?.on('data', (chunk) => (said += chunk));
    const fail = (reason) => reject(new Refusal(`${said}\n${what} failed (${reason}).`.trim()));
    child.once('error', (error) => fail(error.message));
    child.once('close', (status, signal) => {
      process.removeListener('exit', kill);
      if (status === 0) resolve();
      else fail(signal ?? `status ${status}`);
    });
  });
}
