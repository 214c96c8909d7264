import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { CisloError } from '../../model/error.ts';

/**
 * Takes the data folder for this process, because the embedded database itself takes no lock and two processes on one folder would silently
 * destroy it. Returns the release. A lock that a running process holds is never taken; one that was left by a process that died (kill -9)
 * is.
 *
 * @throws CisloError data_dir_locked when a living process holds it.
 */
export function lockDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, 'cislo.lock');
  const identity = `${process.pid} ${startTime(process.pid) ?? ''}\n`;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const file = openSync(path, 'wx');
      writeSync(file, identity);
      fsyncSync(file);
      closeSync(file);
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = readHolder(path);
      if (holder !== null && isAlive(holder)) {
        throw new CisloError(
          'data_dir_locked',
          `the data folder ${dataDir} is in use by process ${holder.pid}; stop that process, ask it over HTTP (--url), or set CISLO_DATA_DIR to another folder`,
        );
      }
      rmSync(path, { force: true });
    }
  }
  throw new CisloError(
    'data_dir_locked',
    `the data folder ${dataDir} is being taken by other processes at the same moment; start one process only`,
  );
}

interface Holder {
  readonly pid: number;
  readonly startTime: string | null;
}

function readHolder(path: string): Holder | null {
  try {
    const [pid, start] = readFileSync(path, 'utf8').trim().split(' ');
    const number = Number(pid);
    return Number.isInteger(number) && number > 0 ? { pid: number, startTime: start ?? null } : null;
  } catch {
    return null;
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const start = startTime(holder.pid);
  // A pid is reused after a reboot or in a container: the same number started at another time is another process.
  return start === null || holder.startTime === null || start === holder.startTime;
}

/** The kernel's start time of a process in clock ticks, where the system tells (Linux); null elsewhere. */
function startTime(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
