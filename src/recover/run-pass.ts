import { releaseLease } from '../store/recovery/release-lease.ts';
import { takeLease } from '../store/recovery/take-lease.ts';
import { readState, writeState } from '../store/state.ts';
import { type FetchCounts, fetchWanted } from './fetch-wanted.ts';
import { listDeliveries, type Setback } from './list-deliveries.ts';
import { parseProgress } from './progress.ts';
import type { RecoveryOptions } from './recovery-options.ts';

export interface PassResult extends FetchCounts {
  /** `busy`: another replica does the work now. `paused`: the rate limit is used up. */
  readonly result: 'done' | 'busy' | 'paused' | 'set_back';
  readonly listed: number;
  readonly setback: Setback | null;
  /** More can be done at once. */
  readonly again: boolean;
}

/** Longer than any one step of a pass takes. */
const leaseMs = 90_000;
const nothing = { listed: 0, recovered: 0, lost: 0, postponed: 0, setback: null, again: false } as const;

/**
 * One pass: reads GitHub's list of deliveries down to what is known and fetches the deliveries that are missing in our log. Resumes what an
 * earlier pass, of whichever process, left undone. Rejects when the database fails.
 */
export async function runPass(options: RecoveryOptions, signal: AbortSignal): Promise<PassResult> {
  const { client, store, clock, holder } = options;
  const lease = `recovery:${client.scope}`;
  const renew = async (): Promise<boolean> =>
    !signal.aborted && (await takeLease(store.db, lease, holder, clock(), leaseMs));
  if (!(await renew())) return { ...nothing, result: 'busy' };
  try {
    return await runWithLease(options, `recovery:${client.scope}`, signal, renew);
  } finally {
    await releaseLease(store.db, lease, holder);
  }
}

async function runWithLease(
  options: RecoveryOptions,
  key: string,
  signal: AbortSignal,
  mayGoOn: () => Promise<boolean>,
): Promise<PassResult> {
  const { store, clock } = options;
  const start = parseProgress(await readState(store.db, key));
  if (start.pausedUntil !== null && start.pausedUntil > clock()) return { ...nothing, result: 'paused' };

  const { listed, progress, setback } = await listDeliveries(options, start, key, signal, mayGoOn);
  // When the list cannot be read now, the deliveries that are known to be missing are fetched all the same; unless the
  // rate limit is used up, which holds for every request.
  const fetched =
    setback === null || setback.type === 'failed'
      ? await fetchWanted(options, signal, mayGoOn)
      : { recovered: 0, lost: 0, postponed: 0, setback: null, more: false };
  const { recovered, lost, postponed, more } = fetched;
  const problem = setback ?? fetched.setback;
  const until = problem?.type === 'limited' ? problem.until : null;
  if (until !== progress.pausedUntil)
    await writeState(store.db, key, JSON.stringify({ ...progress, pausedUntil: until }));
  // A pass that was resumed ends at where it had begun; what came since is for another one.
  const resumed = start.pass !== null && progress.pass === null;
  return {
    result: until !== null ? 'paused' : problem === null ? 'done' : 'set_back',
    listed,
    recovered,
    lost,
    postponed,
    setback: problem,
    again: problem === null && !signal.aborted && (more || resumed),
  };
}
