/**
 * Process ids are used again, in a restarted container even at once: what a lock file remembers is
 * the id together with the moment that process started.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

/** @returns {{ pid: number, started: string } | null} null when no such process runs */
export function identify(pid = process.pid) {
  if (process.platform === 'linux') {
    const fields = linuxStat(pid);
    // 3rd field: state (Z: ended, but its parent has not asked yet); 22nd: start in ticks since boot.
    return fields == null || fields[0] === 'Z' ? null : { pid, started: fields[19] };
  }
  if (!answersSignal(pid)) return null;
  if (process.platform === 'win32') return { pid, started: '' };
  return { pid, started: ps(pid, 'lstart=') };
}

/** Whether the process that `identity` describes still runs. */
export function isAlive(identity) {
  if (!Number.isInteger(identity?.pid)) return false;
  return identify(identity.pid)?.started === identity.started;
}

/** The command line of a process, '' when it cannot be read. */
export function commandLine(pid) {
  try {
    if (process.platform === 'linux') {
      return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    }
    return process.platform === 'win32' ? '' : ps(pid, 'command=');
  } catch {
    return '';
  }
}

function linuxStat(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The 2nd field is the name in brackets, which may itself hold spaces and brackets.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

function answersSignal(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function ps(pid, column) {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
