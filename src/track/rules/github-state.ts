import type { JobState } from '../../model/job-run.ts';
import type { Rules, StateRule } from '../../model/rules.ts';

/** Every conclusion of a check or job in GitHub's documents, and a status's two. https://docs.github.com/en/rest/checks/runs */
export const conclusions = [
  'success',
  'failure',
  'error',
  'neutral',
  'cancelled',
  'skipped',
  'timed_out',
  'action_required',
  'startup_failure',
  'stale',
] as const;

const known: ReadonlySet<string> = new Set(conclusions);

/** How something ended, as a rule's `when` names it: GitHub's own word, or `unknown` for one outside its documents. */
export function conclusionWord(conclusion: string | null): string {
  const word = (conclusion ?? '').trim().toLowerCase();
  return known.has(word) ? word : 'unknown';
}

/**
 * What a conclusion of GitHub's means by the general rules that ask for nothing but the word: for what has neither a provider nor
 * a text, as a workflow run. Words outside GitHub's documents, and those that no rule names, give `skipped`.
 */
export function githubState(conclusion: string | null, rules: Rules): JobState {
  const word = conclusionWord(conclusion);
  const rule = rules.states.find((one) => asksForWordOnly(one) && (one.when ?? []).includes(word));
  return rule === undefined || rule.state === 'ignore' ? 'skipped' : rule.state;
}

function asksForWordOnly({ text, name, source, steps, ran }: StateRule): boolean {
  return [text, name, source, steps, ran].every((condition) => condition === null);
}
