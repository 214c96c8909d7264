import type { JobRun, JobState, WorkflowRun } from '../../model/job-run.ts';

/** Attributes by their names in OpenTelemetry's conventions. */
export type Attributes = Readonly<Record<string, string | number>>;

/**
 * A result by its name there; null: it has not ended.
 *
 * Source: https://opentelemetry.io/docs/specs/semconv/registry/attributes/cicd/
 */
export function resultOf(state: JobState, errorReason: string | null = null): string | null {
  switch (state) {
    case 'success':
    case 'failure':
      return state;
    case 'error':
      return errorReason === 'timed_out' ? 'timeout' : 'error';
    case 'cancelled':
      return 'cancellation';
    case 'skipped':
      return 'skip';
    case 'waiting':
    case 'queued':
    case 'started':
    case 'unknown':
      return null;
    /* v8 ignore next 2 -- @preserve: there is no other */
    default:
      return state satisfies never;
  }
}

/** The state of a run that goes on, by its name there. */
export function runStateOf(state: string): 'pending' | 'executing' {
  return state === 'started' ? 'executing' : 'pending';
}

/** What a workflow run is. */
export function runAttributes(run: WorkflowRun & { readonly repository: string }): Attributes {
  const slash = run.repository.indexOf('/');
  return given({
    'cicd.pipeline.name': run.workflow,
    'cicd.pipeline.run.id': String(run.runId),
    'cicd.pipeline.run.url.full': run.url,
    'cicd.pipeline.result': resultOf(run.state),
    'vcs.repository.name': run.repository.slice(slash + 1),
    'vcs.owner.name': run.repository.slice(0, Math.max(0, slash)),
    'vcs.ref.head.revision': run.headSha,
    'vcs.ref.head.name': run.branch,
  });
}

const taskTypes: Readonly<Record<string, string>> = { build: 'build', test: 'test', deploy: 'deploy' };

/** What a job of it is. */
export function taskAttributes(run: JobRun): Attributes {
  return given({
    'cicd.pipeline.task.name': run.name,
    'cicd.pipeline.task.run.id': String(run.externalId ?? run.id),
    'cicd.pipeline.task.run.url.full': run.url,
    'cicd.pipeline.task.run.result': resultOf(run.state, run.errorReason),
    'cicd.pipeline.task.type': taskTypes[run.kind] ?? null,
    'cicd.worker.name': run.runnerName,
    'error.type': run.errorReason,
  });
}

function given(all: Readonly<Record<string, string | null>>): Attributes {
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null));
}
