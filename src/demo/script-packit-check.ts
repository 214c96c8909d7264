import type { Kind, Outcome } from '../model/job-run.ts';
import type { Ending, MonthScript } from './month-script.ts';
import { type CheckPlace, type CheckRunWords, checkRunPayload } from './payload/check.ts';
import { commitOf, type ScriptedHead } from './script-head.ts';

/** One step of a Packit job: each makes a new check run. `at` in ms. */
export interface PackitStep {
  readonly at: number;
  readonly status: 'queued' | 'in_progress' | 'completed';
  readonly title: string;
  /** What GitHub is told; set when and only when completed. */
  readonly conclusion?: 'success' | 'failure' | 'neutral' | 'cancelled';
  /** What it really is. */
  readonly outcome?: Outcome;
}

/** What is left of a job after it was played: its last check, and whether it came to its end. */
export interface PlayedCheck {
  readonly last: CheckRunWords;
  readonly outcome: Outcome | null;
}

/**
 * Plays a Packit job: a new check run for every step, never an update of an old one. Steps at or after `silentAt` (ms) are never
 * told; the first, which must be a queued one, must come before. Adds the job to the truth.
 */
export function playPackitCheck(
  script: MonthScript,
  head: ScriptedHead,
  place: CheckPlace,
  job: {
    readonly name: string;
    readonly kind: Kind;
    readonly steps: readonly PackitStep[];
    readonly endings?: readonly Ending[];
  },
  silentAt: number,
): PlayedCheck {
  const told = job.steps.filter((step) => step.at < silentAt);
  const checks = told.map((step): CheckRunWords => {
    const id = script.nextId();
    const words: CheckRunWords = {
      id,
      name: job.name,
      status: step.status,
      conclusion: step.conclusion ?? null,
      startedAt: step.at,
      completedAt: step.status === 'completed' ? step.at : null,
      title: step.title,
      detailsUrl: `https://dashboard.packit.example.com/jobs/${id}`,
    };
    script.say('check_run', step.at, () => checkRunPayload(place, 'created', words));
    // GitHub tells an end twice: `created` already says completed.
    if (step.status === 'completed') {
      script.say('check_run', step.at, () => checkRunPayload(place, 'completed', words));
    }
    return words;
  });
  const end = told.find((step) => step.status === 'completed');
  script.jobs.push({
    provider: 'packit-as-a-service',
    role: 'ci',
    kind: job.kind,
    commit: commitOf(head),
    queuedAt: (told[0] as PackitStep).at,
    startedAt: told.find((step) => step.status === 'in_progress')?.at ?? null,
    finishedAt: end?.at ?? null,
    outcome: end?.outcome ?? null,
    endings: job.endings ?? head.endings,
    heardAt: told.map((step) => step.at),
    measured: true,
  });
  return { last: checks[checks.length - 1] as CheckRunWords, outcome: end?.outcome ?? null };
}
