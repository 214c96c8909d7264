import { unknownJobFacts } from '../model/job-facts.ts';
import type { JobObservation } from '../model/observation.ts';
import type { GithubWord } from './github-words.ts';
import type { RuleTest } from './rule-tests-schema.ts';
import { lengthMs } from './rules-schema.ts';

const openPhases: Readonly<Partial<Record<GithubWord, JobObservation['phase']>>> = {
  waiting: 'waiting',
  pending: 'queued',
  queued: 'queued',
  requested: 'queued',
  in_progress: 'started',
};

/**
 * Makes an observation of a report that a row of a table, or a person, describes. Everything that the description leaves out is not known.
 */
export function reportedObservation({
  source,
  app,
  sender,
  name,
  says,
  text,
  steps,
  ran,
}: Omit<RuleTest, 'is'>): JobObservation {
  const phase = openPhases[says] ?? 'final';
  const ranMs = ran === undefined ? null : lengthMs(ran);
  return {
    type: 'job',
    source: source ?? (app === undefined ? 'status' : 'check_run'),
    externalId: null,
    headSha: '',
    name,
    app: app ?? null,
    sender: sender ?? null,
    phase,
    conclusion: phase === 'final' ? says : null,
    text: text ?? null,
    at: 0,
    queuedAt: null,
    startedAt: ranMs === null ? null : 0,
    finishedAt: ranMs,
    runId: null,
    runAttempt: null,
    workflow: null,
    event: null,
    branch: null,
    pullRequests: [],
    runnerLabels: [],
    ...unknownJobFacts,
    ownStepsRan: steps === undefined ? null : steps !== 'none',
    stepsCutOff: steps === undefined ? null : steps === 'cut_off',
    copied: false,
    url: null,
    quirks: [],
  };
}
