import type { Outcome } from '../model/job-run.ts';

/** A `Map`, so that a conclusion named `constructor` is just unknown. */
const states: ReadonlyMap<string, Outcome> = new Map([
  ['success', 'success'],
  ['neutral', 'skipped'],
  ['failure', 'failure'],
  ['action_required', 'failure'],
  ['error', 'error'],
  ['timed_out', 'error'],
  ['startup_failure', 'error'],
  ['stale', 'error'],
  ['cancelled', 'cancelled'],
  ['skipped', 'skipped'],
]);

/**
 * What GitHub's conclusion of a check or job, or a status's final state, means before any provider rule.
 * https://docs.github.com/en/rest/checks/runs lists the words.
 *
 * @param conclusion in any case; null and words outside GitHub's documents give undefined
 */
export function conclusionState(conclusion: string | null): Outcome | undefined {
  return states.get((conclusion ?? '').trim().toLowerCase());
}
