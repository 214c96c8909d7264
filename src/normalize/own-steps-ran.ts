import { asFields, type Fields } from './fields.ts';

/** Steps that the runner adds to every job, by their names. */
const runnersOwn = /^(?:Set up job|Complete job|Set up runner|Initialize containers|Stop containers|Post .*)$/;
const neverRan: ReadonlySet<unknown> = new Set(['skipped', 'cancelled']);
const failed: ReadonlySet<unknown> = new Set(['failure', 'timed_out']);
const mostSteps = 10_000;

/**
 * Did any step that the workflow's author wrote run in this finished Actions job? false: only the runner's own steps, no steps, or no
 * runner ever took it; null: the payload does not say. https://docs.github.com/en/rest/actions/workflow-jobs
 */
export function ownStepsRan(job: Fields): boolean | null {
  const steps = job['steps'];
  if (Array.isArray(steps)) return steps.slice(0, mostSteps).some(isOwnAndRan);
  return hadNoRunner(job) ? false : null;
}

/**
 * Was a step of this finished Actions job left without a conclusion, while none that the workflow's author wrote failed? So ends a job
 * whose runner was lost. null: the payload lists no steps.
 */
export function stepsCutOff(job: Fields): boolean | null {
  const steps = job['steps'];
  if (!Array.isArray(steps) || steps.length === 0) return null;
  const listed = steps.slice(0, mostSteps).map(asFields);
  return listed.some(hasNoConclusion) && !listed.some((step) => isOwn(step) && failed.has(step['conclusion']));
}

/** Did the job leave no trace of a runner: none named, no steps? Such a job never started, whatever `started_at` says. */
export function leftNoTrace(job: Fields): boolean {
  const steps = job['steps'];
  return (
    !(Array.isArray(steps) && steps.length > 0) &&
    !(typeof job['runner_name'] === 'string' && job['runner_name'] !== '')
  );
}

function hadNoRunner(job: Fields): boolean {
  return 'runner_name' in job && (job['runner_name'] === null || job['runner_name'] === '');
}

function isOwnAndRan(step: unknown): boolean {
  const fields = asFields(step);
  if (!isOwn(fields)) return false;
  const conclusion = fields['conclusion'];
  // A step that the end of the job cut off is left in progress, without a conclusion.
  return typeof conclusion === 'string' ? !neverRan.has(conclusion) : fields['status'] === 'in_progress';
}

function isOwn(step: Fields): boolean {
  return typeof step['name'] === 'string' && !runnersOwn.test(step['name']);
}

function hasNoConclusion(step: Fields): boolean {
  return step['conclusion'] === null || step['conclusion'] === undefined || step['conclusion'] === '';
}
