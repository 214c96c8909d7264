import type { JobState, Kind, Role } from '../model/job-run.ts';
import type { Rules } from '../model/rules.ts';
import type { Because } from '../track/explain/because.ts';
import { explainKind } from '../track/explain/explain-kind.ts';
import { builtInRules } from '../track/explain/explain-observation.ts';
import { explainProvider } from '../track/explain/explain-provider.ts';
import { resolveState } from '../track/rules/resolve-state.ts';
import { reportedObservation } from './reported-observation.ts';
import type { RuleTest } from './rule-tests-schema.ts';

/** What rules make of one report, and the lines that say so. */
export interface ReportExplanation {
  readonly provider: Because;
  readonly kind: Because<Kind>;
  readonly role: Because<Role>;
  readonly state: Because<JobState | 'ignore'>;
}

/** Puts one report to the rules, as `cislo rules test` does with a row of a table. */
export function explainReport(report: Omit<RuleTest, 'is'>, rules: Rules): ReportExplanation {
  const observation = reportedObservation(report);
  const provider = explainProvider(observation, rules);
  const { state, place, isProviderRule } = resolveState(observation, provider.word, rules);
  const whose = isProviderRule ? 'of its profile' : 'of the general ones';
  return {
    provider,
    ...explainKind(provider.word, observation.name, rules),
    state: {
      word: state,
      because: place === null ? builtInRules.phase : `it is the first state rule ${whose} that fits`,
      place,
    },
  };
}
