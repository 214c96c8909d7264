import type { Kind, Outcome } from '../model/job-run.ts';
import type { DemoRepository } from './demo-repository.ts';
import type { Incidents } from './incidents.ts';
import type { Random } from './random.ts';

/** How one Actions job goes, as if nobody cancelled it. Times in ms. */
export interface ActionsJobPlan {
  readonly name: string;
  readonly kind: Kind;
  readonly labels: readonly string[];
  readonly createdAt: number;
  /** It waits for a person until then; null: nobody ever decides; absent: it needs nobody. `createdAt` is when the waiting begins. */
  readonly decidedAt?: number | null;
  /** null: no runner ever takes it. */
  readonly startedAt: number | null;
  /** null: it never ends. */
  readonly finishedAt: number | null;
  readonly conclusion: 'success' | 'failure' | 'timed_out' | 'skipped' | 'cancelled' | null;
  /** GitHub never tells its end. */
  readonly endLost?: boolean;
  /** Its runner disappeared: the last step has no end. */
  readonly cutOff?: boolean;
  readonly outcome: Outcome | null;
  readonly steps: readonly string[];
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** The steps of a job that went well. */
export const allSteps = [
  'Set up job',
  'Run actions/checkout@v4',
  'Run make',
  'Post Run actions/checkout@v4',
  'Complete job',
];

const ordinaryJobs: readonly {
  readonly name: string;
  readonly kind: Kind;
  readonly label: string;
  readonly minutes: number;
}[] = [
  { name: 'build (linux)', kind: 'build', label: 'ubuntu-latest', minutes: 12 },
  { name: 'build (macos)', kind: 'build', label: 'macos-14', minutes: 18 },
  { name: 'unit tests (a)', kind: 'test', label: 'ubuntu-latest', minutes: 9 },
  { name: 'unit tests (b)', kind: 'test', label: 'ubuntu-latest', minutes: 11 },
  { name: 'lint', kind: 'test', label: 'ubuntu-latest', minutes: 3 },
];

/** The label that hardly any runner has. */
const badLabels = ['self-hosted', 'linux', 'gpu-a100'] as const;

/** Makes up the jobs of a workflow run whose jobs are created at `at` (ms); a deployment only on `push`. */
export function planActionsJobs(
  random: Random,
  repository: DemoRepository,
  event: string,
  at: number,
  incidents: Incidents,
): readonly ActionsJobPlan[] {
  const jobs = ordinaryJobs.map((job) => planOrdinary(random.child(job.name), job, at));
  if (repository.badRunnerLabel && incidents.happens('scarce-runners')) {
    jobs.push(planUnlucky(random.child('build (gpu)'), at));
  }
  jobs.push(planDeploy(random.child('deploy'), event, at, jobs));
  return jobs;
}

function planOrdinary(random: Random, job: (typeof ordinaryJobs)[number], createdAt: number): ActionsJobPlan {
  const wait = random.chance(0.04) ? random.between(120, 1500) : random.between(3, 40);
  const startedAt = createdAt + wait * 1000;
  const finishedAt = startedAt + Math.round(job.minutes * minuteMs * (0.4 + random.next())) - 1;
  const plan = { name: job.name, kind: job.kind, labels: [job.label], createdAt, startedAt };
  const seconds = Math.floor(finishedAt / 1000) * 1000;
  const luck = random.next();
  if (luck < 0.004) return brokenAtSetUp(plan, startedAt + 4000);
  if (luck < 0.006) {
    return {
      ...plan,
      finishedAt: startedAt + 6 * hourMs,
      conclusion: 'timed_out',
      outcome: 'error',
      steps: allSteps.slice(0, 3),
    };
  }
  if (luck < 0.016)
    return { ...plan, finishedAt: seconds, conclusion: 'cancelled', outcome: 'cancelled', steps: allSteps.slice(0, 3) };
  if (luck < 0.1)
    return { ...plan, finishedAt: seconds, conclusion: 'failure', outcome: 'failure', steps: allSteps.slice(0, 3) };
  return { ...plan, finishedAt: seconds, conclusion: 'success', outcome: 'success', steps: allSteps };
}

/** A build on the bad label: it waits for hours, never starts, breaks while it is set up, or is lucky. */
function planUnlucky(random: Random, createdAt: number): ActionsJobPlan {
  const plan = { name: 'build (gpu)', kind: 'build' as const, labels: badLabels, createdAt };
  const luck = random.next();
  if (luck < 0.2) return { ...plan, startedAt: null, finishedAt: null, conclusion: null, outcome: null, steps: [] };
  const waitHours = luck < 0.5 ? 12.5 + random.next() * 8 : random.next() * 9;
  const startedAt = createdAt + Math.floor(waitHours * 3600) * 1000;
  if (luck > 0.85) return brokenAtSetUp({ ...plan, startedAt }, startedAt + 6000);
  const finishedAt = startedAt + random.between(8, 30) * minuteMs;
  return { ...plan, startedAt, finishedAt, conclusion: 'success', outcome: 'success', steps: allSteps };
}

/** Only "Set up job" ran: GitHub says failure, but it is the infrastructure that failed. */
function brokenAtSetUp(
  plan: Pick<ActionsJobPlan, 'name' | 'kind' | 'labels' | 'createdAt' | 'startedAt'>,
  finishedAt: number,
): ActionsJobPlan {
  return { ...plan, finishedAt, conclusion: 'failure', outcome: 'error', steps: ['Set up job'] };
}

/** Runs after the builds of a push; skipped everywhere else, without ever starting. */
function planDeploy(random: Random, event: string, at: number, jobs: readonly ActionsJobPlan[]): ActionsJobPlan {
  const plan = { name: 'deploy', kind: 'deploy' as const, labels: ['ubuntu-latest'] };
  if (event !== 'push') {
    return {
      ...plan,
      createdAt: at,
      startedAt: null,
      finishedAt: at,
      conclusion: 'skipped',
      outcome: 'skipped',
      steps: [],
    };
  }
  const builds = jobs.filter((job) => job.kind === 'build').map((job) => job.finishedAt ?? at);
  const createdAt = Math.max(...builds) + 2000;
  const startedAt = createdAt + random.between(3, 20) * 1000;
  const finishedAt = startedAt + random.between(40, 300) * 1000;
  return { ...plan, createdAt, startedAt, finishedAt, conclusion: 'success', outcome: 'success', steps: allSteps };
}
