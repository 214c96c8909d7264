import type { JobState } from '../model/job-run.ts';
import type { JobObservation, Quirk } from '../model/observation.ts';
import type { Rules, StateRule } from '../model/rules.ts';
import { conclusionState } from './conclusion-state.ts';

/** What an observation says of its job once provider rules have been applied. */
export interface ResolvedState {
  readonly state: JobState;
  /** Why it is an error, at most 200 characters; null unless `state` is error. */
  readonly errorReason: string | null;
  readonly quirks: readonly Quirk[];
}

/** The words of GitHub that a rule's `when` may use for a job that has not ended. */
const openWords = {
  queued: ['pending', 'queued', 'waiting', 'requested'],
  started: ['in_progress', 'started'],
} as const;

const longestReason = 200;

/**
 * The state that an observation reports: the first matching state rule of its provider, else what GitHub's word means.
 *
 * A conclusion outside GitHub's documents ended the job, but blames nobody: `skipped`, with the quirk `unknown_conclusion`.
 * An Actions job that failed before any of its own steps ran is an `error`.
 */
export function resolveState(observation: JobObservation, provider: string, rules: Rules): ResolvedState {
  const word = (observation.conclusion ?? '').trim().toLowerCase();
  const rule = findRule(observation, provider, word, rules);
  if (rule !== undefined) return resolved(rule.state, observation.text, word);

  if (observation.phase !== 'final') return resolved(observation.phase, null, '');
  const state = conclusionState(observation.conclusion);
  if (state === undefined) return { state: 'skipped', errorReason: null, quirks: ['unknown_conclusion'] };
  if (state === 'failure' && observation.ownStepsRan === false) return resolved('error', 'no_steps_ran', word);
  return resolved(state, observation.text, word);
}

function findRule(observation: JobObservation, provider: string, word: string, rules: Rules): StateRule | undefined {
  const words: readonly string[] = observation.phase === 'final' ? [word] : openWords[observation.phase];
  for (const candidate of rules.providers) {
    if (candidate.name !== provider) continue;
    const rule = candidate.states.find((one) => applies(one, observation, words));
    if (rule !== undefined) return rule;
  }
  return undefined;
}

function applies(rule: StateRule, observation: JobObservation, words: readonly string[]): boolean {
  if (rule.source !== null && rule.source !== observation.source) return false;
  if (rule.when !== null && !rule.when.some((word) => words.includes(word.toLowerCase()))) return false;
  if (rule.name !== null && !rule.name.test(observation.name)) return false;
  return rule.text === null || (observation.text !== null && rule.text.test(observation.text));
}

function resolved(state: JobState, text: string | null, word: string): ResolvedState {
  return { state, errorReason: state === 'error' ? shorten(text?.trim() || word || 'error') : null, quirks: [] };
}

/** Cuts without leaving half of a surrogate pair, which a database would refuse. */
function shorten(text: string): string {
  return text.slice(0, longestReason).replace(/[\uD800-\uDBFF]$/, '');
}
