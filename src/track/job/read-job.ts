import type { JobState } from '../../model/job-run.ts';
import type { JobObservation, Quirk } from '../../model/observation.ts';
import type { RulePlace, Rules } from '../../model/rules.ts';
import { resolveState } from '../rules/resolve-state.ts';

/** An observation of a job after the rules: who, which state, and of which times it is evidence. All times in ms, UTC. */
export interface JobReading {
  readonly observation: JobObservation;
  readonly provider: string;
  /** `ignore`: a person's word over a machine's, no report of the job. */
  readonly state: JobState | 'ignore';
  readonly isFinal: boolean;
  /** It says that the job ended, but not how. */
  readonly isHollow: boolean;
  /** The rule that gave the state; null for a hollow end. */
  readonly place: RulePlace | null;
  /** Whether that rule is one of the provider's own. */
  readonly isProviderRule: boolean;
  readonly errorReason: string | null;
  readonly quirks: readonly Quirk[];
  /** Where it stands in the order of its job's observations. */
  readonly sortAt: number;
  /** Evidence of queueing; null: none. */
  readonly queuedAt: number | null;
  /** Evidence of a start; null: none. */
  readonly startedAt: number | null;
  /** Not null when and only when `isFinal`. */
  readonly finishedAt: number | null;
}

/** Applies the rules of a provider to one observation. */
export function readJob(observation: JobObservation, provider: string, rules: Rules): JobReading {
  const isHollow = observation.phase === 'final' && observation.conclusion === '';
  const { state, errorReason, quirks, place, isProviderRule } = isHollow
    ? hollowEnd
    : resolveState(observation, provider, rules);
  const isFinal = state !== 'waiting' && state !== 'queued' && state !== 'started' && state !== 'ignore';
  return {
    observation,
    provider,
    state,
    isFinal,
    isHollow,
    place,
    isProviderRule,
    errorReason,
    quirks: quirks.length === 0 ? observation.quirks : [...observation.quirks, ...quirks],
    sortAt: isFinal ? endOf(observation) : observation.at,
    queuedAt: queuedEvidence(observation, state),
    startedAt: startedEvidence(observation, state),
    finishedAt: isFinal ? (observation.finishedAt ?? observation.at) : null,
  };
}

const hollowEnd = {
  state: 'skipped',
  errorReason: null,
  quirks: ['no_conclusion'],
  place: null,
  isProviderRule: false,
} as const;

/** An app whose clock is slow may report an end with a time before the start. The end is sorted after the start all the same. */
function endOf(observation: JobObservation): number {
  return Math.max(observation.at, observation.queuedAt ?? observation.at, observation.startedAt ?? observation.at);
}

function queuedEvidence(observation: JobObservation, state: JobReading['state']): number | null {
  if (state === 'waiting' || state === 'ignore') return null;
  if (state === 'queued') return observation.queuedAt ?? observation.startedAt;
  // A pending status whose text means "running" tells when the job started, but not when it was queued.
  if (state === 'started' && observation.phase === 'queued' && observation.source !== 'workflow_job') return null;
  return observation.queuedAt;
}

function startedEvidence(observation: JobObservation, state: JobReading['state']): number | null {
  if (state === 'waiting' || state === 'queued' || state === 'ignore') return null;
  if (state === 'started' && observation.phase === 'queued') return observation.startedAt ?? observation.at;
  return observation.startedAt;
}
