import type { JobState } from '../model/job-run.ts';
import type { JobObservation, Quirk } from '../model/observation.ts';
import type { Rules } from '../model/rules.ts';
import { resolveProvider } from './resolve-provider.ts';
import { resolveState } from './resolve-state.ts';

/** An observation of a job after the rules: who, which state, and of which times it is evidence. All times in ms, UTC. */
export interface JobReading {
  readonly observation: JobObservation;
  readonly provider: string;
  readonly state: JobState;
  readonly isFinal: boolean;
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

/** Applies the rules to one observation. */
export function readJob(observation: JobObservation, rules: Rules): JobReading {
  const provider = resolveProvider(observation, rules);
  const { state, errorReason, quirks } = resolveState(observation, provider, rules);
  const isFinal = state !== 'queued' && state !== 'started';
  return {
    observation,
    provider,
    state,
    isFinal,
    errorReason,
    quirks: [...observation.quirks, ...quirks],
    sortAt: isFinal ? endOf(observation) : observation.at,
    queuedAt: queuedEvidence(observation, state),
    startedAt: startedEvidence(observation, state),
    finishedAt: isFinal ? (observation.finishedAt ?? observation.at) : null,
  };
}

/** An app whose clock is late reports an end before the start; its end still comes after its start. */
function endOf(observation: JobObservation): number {
  return Math.max(observation.at, observation.queuedAt ?? observation.at, observation.startedAt ?? observation.at);
}

function queuedEvidence(observation: JobObservation, state: JobState): number | null {
  if (state === 'queued') return observation.queuedAt ?? observation.startedAt;
  // A pending status that says "running" tells when it started; how long it had waited before, nobody knows.
  if (state === 'started' && observation.phase === 'queued' && observation.source !== 'workflow_job') return null;
  return observation.queuedAt;
}

function startedEvidence(observation: JobObservation, state: JobState): number | null {
  if (state === 'queued') return null;
  if (state === 'started' && observation.phase === 'queued') return observation.startedAt ?? observation.at;
  return observation.startedAt;
}
