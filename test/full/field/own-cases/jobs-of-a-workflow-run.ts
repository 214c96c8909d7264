import { job, steps, workflowRun } from './actions.ts';
import type { OwnCase } from './own-case.ts';
import type { Told } from './told.ts';

const over =
  'When a workflow run’s attempt has completed, its jobs that never ended are not open: a queued twin of a job of the same run, attempt and name is no run at all; any other becomes unknown (excluded, quirk end_lost) unless its own end arrives.';
const copy = 'A copied job is older than its attempt’s run_started_at; attempt 1 has none.';
const openBuilds = 'cislo_jobs_open{kind="build",provider="github-actions",state="queued"}';
const overdueBuilds = 'cislo_jobs_overdue{kind="build",provider="github-actions"}';

function passed(id: number, name: string): Told {
  return job(
    id,
    name,
    { status: 'completed', conclusion: 'success', created: '10:00:03', started: '10:00:09', completed: '10:05:09' },
    { steps: steps('success') },
  );
}

/** What the end of a workflow run says about its jobs, and what a re-run's jobs are. */
export const jobsOfAWorkflowRun: readonly OwnCase[] = [
  {
    name: 'the-end-of-a-job-is-lost',
    rule: over,
    told: [
      workflowRun('requested', '10:00:01'),
      job(1, 'build', { status: 'queued', created: '10:00:02' }),
      job(1, 'build', { status: 'in_progress', created: '10:00:02', started: '10:00:08' }),
      workflowRun('completed', '10:10:00', { conclusion: 'success' }),
    ],
    expected: {
      runs_count: 1,
      runs: [{ match: {}, want: { state: 'unknown' } }],
      slos: { 'build-completion': { good: 0, bad: 0, excluded: 1 } },
      metrics: { 'cislo_quirks_total{quirk="end_lost"}': 1, [overdueBuilds]: 0, [openBuilds]: 0 },
    },
  },
  {
    name: 'the-lost-end-arrives-after-all',
    rule: over,
    told: [
      workflowRun('requested', '10:00:01'),
      job(1, 'build', { status: 'queued', created: '10:00:02' }),
      workflowRun('completed', '10:10:00', { conclusion: 'failure' }),
      job(
        1,
        'build',
        { status: 'completed', conclusion: 'failure', created: '10:00:02', started: '10:00:08', completed: '10:09:58' },
        { steps: steps('failure') },
      ),
    ],
    expected: {
      runs_count: 1,
      runs: [{ match: {}, want: { state: 'failure', run_seconds: 590 } }],
      slos: { 'build-completion': { good: 1, bad: 0, excluded: 0 } },
      metrics: { 'cislo_quirks_total{quirk="end_lost"}': 0 },
    },
  },
  {
    name: 'a-job-of-an-open-workflow-run',
    rule: `${over} This workflow run has not completed: the job that never ended is open, and bad at queued + 12 h.`,
    told: [
      workflowRun('requested', '10:00:01'),
      job(1, 'linux / build', { status: 'queued', created: '10:00:02' }),
      job(2, 'windows / build', { status: 'queued', created: '10:00:03' }),
      passed(2, 'windows / build'),
    ],
    expected: {
      runs_count: 2,
      runs: [
        { match: { external_id: 1 }, want: { state: 'queued' } },
        { match: { external_id: 2 }, want: { state: 'success' } },
      ],
      slos: { 'build-completion': { good: 1, bad: 1, excluded: 0 } },
      metrics: { [overdueBuilds]: 1, [openBuilds]: 1 },
    },
  },
  {
    name: 'the-end-of-attempt-1-says-nothing-of-attempt-2',
    rule: over,
    told: [
      workflowRun('completed', '10:10:00', { conclusion: 'failure' }),
      workflowRun('requested', '11:00:00', { attempt: 2, began: '11:00:00' }),
      job(3, 'build', { status: 'queued', created: '11:00:01' }, { attempt: 2 }),
    ],
    expected: {
      runs: [{ match: {}, want: { state: 'queued', attempt: 2 } }],
      slos: { 'build-completion': { good: 0, bad: 1, excluded: 0 } },
    },
  },
  {
    name: 'twins-of-another-name-are-not-twins',
    rule: over,
    told: [
      workflowRun('requested', '10:00:01'),
      job(1, 'build (linux)', { status: 'queued', created: '10:00:02' }),
      job(2, 'build (windows)', { status: 'queued', created: '10:00:02' }),
      job(3, 'build (windows)', { status: 'queued', created: '10:00:03' }),
      passed(3, 'build (windows)'),
      workflowRun('completed', '10:10:00', { conclusion: 'success' }),
    ],
    expected: {
      runs_count: 2,
      runs: [
        { match: { name: 'build (linux)' }, want: { state: 'unknown' } },
        { match: { name: 'build (windows)' }, want: { external_id: 3, state: 'success' } },
      ],
      slos: { 'build-completion': { good: 1, bad: 0, excluded: 1 } },
    },
  },
  {
    name: 'attempt-2-shows-a-copy-and-a-job-that-ended-before-its-creation',
    rule: `${copy} Real negative durations are survived and clamped.`,
    told: [
      passed(1, 'build'),
      workflowRun('completed', '10:10:00', { conclusion: 'failure' }),
      workflowRun('requested', '11:00:00', { attempt: 2, began: '11:00:00' }),
      job(
        2,
        'build',
        { status: 'completed', conclusion: 'success', created: '11:00:05', started: '10:00:09', completed: '10:05:09' },
        { attempt: 2, steps: steps('success') },
      ),
      job(
        3,
        'unit test',
        { status: 'completed', conclusion: 'failure', created: '11:00:05', started: '11:00:04', completed: '11:00:04' },
        { attempt: 2, runner: '' },
      ),
    ],
    expected: {
      runs_count: 2,
      runs: [
        { match: { name: 'build' }, want: { attempt: 1, state: 'success' } },
        { match: { name: 'unit test' }, want: { attempt: 2, state: 'error', duration_seconds: 0 } },
      ],
      slos: { 'build-completion': { good: 1, bad: 0 }, 'test-completion': { good: 0, bad: 1 } },
    },
  },
];
