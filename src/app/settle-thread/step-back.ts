import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/** Nice value of a thread whose work can wait a little: about a tenth of the share of one that cannot. */
const patient = 10;

/**
 * Lets the thread that calls it have the processor after the others of this machine that want it. Only where the system
 * names threads (Linux); elsewhere, and where it is not allowed, nothing changes.
 */
export function stepBack(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    if (Number.isInteger(thread)) setPriority(thread, patient);
  } catch {
    // It goes on as fast as the others.
  }
}
