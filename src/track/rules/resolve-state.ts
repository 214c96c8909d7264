import type { JobState } from '../../model/job-run.ts';
import type { JobObservation, Quirk } from '../../model/observation.ts';
import type { RulePlace, Rules, StateRule } from '../../model/rules.ts';
import { conclusionWord } from './github-state.ts';
import { indexRules } from './index-rules.ts';

/** What an observation says of its job once the rules have been applied. */
export interface ResolvedState {
  /** `ignore`: it is no report of the job at all. */
  readonly state: JobState | 'ignore';
  /** Why it is an error, at most 200 characters; null unless `state` is error. */
  readonly errorReason: string | null;
  readonly quirks: readonly Quirk[];
  /** Where the rule stands that said so; null when none did. */
  readonly place: RulePlace | null;
  /** True: a rule of the provider's own list said so, not a general one. */
  readonly isProviderRule: boolean;
}

/** The words of GitHub that a rule's `when` may use for a job that has not ended. */
const openWords = {
  waiting: ['waiting'],
  queued: ['pending', 'queued', 'requested'],
  started: ['in_progress', 'started'],
} as const;

const longestReason = 200;

/**
 * The state that an observation reports: the first matching state rule of its provider, else the first general one, which says what
 * GitHub's own words mean. A conclusion outside GitHub's documents has the quirk `unknown_conclusion`, unless a rule of the provider knows
 * better. When no rule applies, the phase is the state, and an end counts as `skipped`.
 */
export function resolveState(observation: JobObservation, provider: string, rules: Rules): ResolvedState {
  const words = wordsOf(observation);
  const applying = (rule: StateRule) => applies(rule, observation, words);
  const entries = indexRules(rules).byName.get(provider) ?? [];
  const own = firstOf(entries, applying);
  const rule = own ?? rules.states.find(applying);
  const state = rule?.state ?? (observation.phase === 'final' ? 'skipped' : observation.phase);
  return {
    state,
    errorReason: state === 'error' ? reasonOf(rule, observation) : null,
    quirks: own === undefined && words[0] === 'unknown' ? ['unknown_conclusion'] : [],
    place: rule?.place ?? null,
    isProviderRule: own !== undefined,
  };
}

function firstOf(
  entries: readonly { readonly states: readonly StateRule[] }[],
  applying: (rule: StateRule) => boolean,
): StateRule | undefined {
  for (const { states } of entries) {
    const rule = states.find(applying);
    if (rule !== undefined) return rule;
  }
  return undefined;
}

function wordsOf({ phase, conclusion }: JobObservation): readonly string[] {
  return phase === 'final' ? [conclusionWord(conclusion)] : openWords[phase];
}

function applies(rule: StateRule, observation: JobObservation, words: readonly string[]): boolean {
  if (rule.source !== null && rule.source !== observation.source) return false;
  if (rule.when !== null && !rule.when.some((word) => words.includes(word))) return false;
  if (rule.steps !== null && !hasSteps(rule.steps, observation)) return false;
  if (rule.ran !== null && !hasRun(rule.ran, observation)) return false;
  if (rule.name !== null && !rule.name.test(observation.name)) return false;
  return rule.text === null || (observation.text !== null && rule.text.test(observation.text));
}

function hasSteps(steps: 'none' | 'cut_off', { ownStepsRan, stepsCutOff }: JobObservation): boolean {
  return steps === 'none' ? ownStepsRan === false : stepsCutOff === true;
}

function hasRun({ fromMs, toMs }: NonNullable<StateRule['ran']>, { startedAt, finishedAt }: JobObservation): boolean {
  if (startedAt === null || finishedAt === null) return false;
  const ranMs = finishedAt - startedAt;
  return ranMs >= fromMs && ranMs <= toMs;
}

function reasonOf(rule: StateRule | undefined, { text, conclusion }: JobObservation): string {
  return rule?.reason ?? shorten(text?.trim() || conclusion?.trim().toLowerCase() || 'error');
}

/** Cuts without leaving half of a surrogate pair, which a database would refuse. */
function shorten(text: string): string {
  return text.slice(0, longestReason).replace(/[\uD800-\uDBFF]$/, '');
}
