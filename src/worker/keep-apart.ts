import type { Batch } from '../generation/next-batch.ts';
import { everyRepository, type RepositoryChoice } from '../store/repository-choice.ts';
import type { WorkerLog } from './worker-options.ts';

/** A batch of work, of the repositories in a choice. */
export type Act = (choice: RepositoryChoice) => Promise<Batch>;
/** The repositories for which work waits, without these. Neighbours in the list lie on the same server, so they fail together. */
export type ListWaiting = (except: readonly number[]) => Promise<readonly number[]>;

/** Limits of the search for what fails: failures in a row, and its duration in ms. */
const mostFailures = 40;
const longestMs = 10_000;
/** After this pause, in ms, the worker tries again what was put aside. The pause doubles each time, up to the longest. */
const firstPauseMs = 5_000;
const longestPauseMs = 60_000;

interface Aside {
  readonly until: number;
  readonly pauseMs: number;
}

/**
 * Runs batches so that a failure in some repositories does not stop the others: their server may be away, or their rows may break the
 * program. When a batch fails, the waiting repositories are tried in halves, and those that still fail are put aside for a while. When
 * every one fails, the error is thrown and nothing is put aside.
 *
 * @param clock ms, never falling
 */
export function keepApart(what: string, act: Act, listWaiting: ListWaiting, log: WorkerLog, clock: () => number) {
  const aside = new Map<number, Aside>();

  /** Tries groups, and halves of those that fail; returns what was done and who failed. */
  async function tryInHalves(groups: readonly (readonly number[])[]): Promise<{
    readonly done: readonly Batch[];
    readonly failed: readonly number[];
    readonly error: unknown;
  }> {
    const done: Batch[] = [];
    const failed: number[] = [];
    let failures = 0;
    let error: unknown = null;
    const begun = clock();
    // The large groups come first, so that most work is done before the limit of failures is reached.
    const left = [...groups];
    for (let group = left.shift(); group !== undefined; group = left.shift()) {
      if (failures >= mostFailures || clock() - begun > longestMs) {
        failed.push(...group);
        continue;
      }
      try {
        done.push(await act({ only: group, except: [] }));
      } catch (cause) {
        error = cause;
        failures += 1;
        if (group.length === 1) failed.push(...group);
        else left.push(...halves(group));
      }
    }
    return { done, failed, error };
  }

  function putAside(ids: readonly number[], error: unknown): void {
    for (const id of ids) {
      const pauseMs = Math.min(longestPauseMs, 2 * (aside.get(id)?.pauseMs ?? firstPauseMs / 2));
      aside.set(id, { until: clock() + pauseMs, pauseMs });
    }
    if (ids.length > 0)
      log.warn(
        { err: error, repositories: ids.slice(0, 20), count: ids.length },
        `${what} fails for some repositories and goes on for the others`,
      );
  }

  /** Those whose pause is over. */
  async function tryAgain(): Promise<readonly Batch[]> {
    const ids = [...aside].filter(([, { until }]) => until <= clock()).map(([id]) => id);
    if (ids.length === 0) return [];
    const { done, failed, error } = await tryInHalves([ids]);
    for (const id of ids) if (!failed.includes(id)) aside.delete(id);
    putAside(failed, error);
    return done;
  }

  return async function run(): Promise<Batch> {
    const again = await tryAgain();
    const choice = aside.size === 0 ? everyRepository : { only: null, except: [...aside.keys()] };
    try {
      return add(await act(choice), again);
    } catch (error) {
      const waiting = await listWaiting(choice.except).catch(() => []);
      const result = await tryInHalves(halves(waiting));
      const [first, ...others] = result.done;
      if (first === undefined) throw error;
      putAside(result.failed, result.error);
      return add(first, [...others, ...again]);
    }
  };
}

function add(batch: Batch, others: readonly Batch[]): Batch {
  return { ...batch, rows: others.reduce((sum, { rows }) => sum + rows, batch.rows) };
}

/** In the order of the list; without empty ones. */
function halves<T>(list: readonly T[]): (readonly T[])[] {
  const middle = list.length >> 1;
  return [list.slice(0, middle), list.slice(middle)].filter(({ length }) => length > 0);
}
