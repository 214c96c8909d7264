import type { Column, ColumnType } from '../condition/column.ts';
import { jobFacts } from '../model/job-facts.ts';
import { abandonReasons, jobStates, kinds, roles } from '../model/job-run.ts';
import type { EventType } from '../model/objective.ts';
import { jobSources } from '../model/observation.ts';
import { revisionActions } from '../model/revision.ts';

/** Columns that exist in `exclude` only: when the deadline is, and whether the event met it. */
export const deadlineColumns: readonly Column[] = [
  column('resolved', 'boolean', 'The event has its `until` time, and not after its deadline.'),
  column('deadline_at', 'time', '`from` plus `within`; null when there is no deadline.'),
];

/** Every column of every event type: the one table that conditions, errors and the documentation are made from. */
export const columns: Readonly<Record<EventType, readonly Column[]>> = {
  'job-run': [
    column('repository', 'text', '`owner/name`.'),
    column('repository_id', 'number', "GitHub's id of the repository."),
    column('host', 'text', "`github.com` or the Enterprise Server's host name."),
    column('provider', 'text', 'The CI system that reported.'),
    column('name', 'text', 'Status context, check name or Actions job name.'),
    column('kind', 'text', 'What the job is for.', kinds),
    column(
      'role',
      'text',
      'What its CI system does for a change: builds and tests, a gate, a review, a deployment.',
      roles,
    ),
    column('source', 'text', 'What GitHub calls it; `cdevent` for a run that was told by CDEvents.', jobSources),
    column('state', 'text', 'The state now.', jobStates),
    column('occurrence', 'number', '1, 2, … among the runs of this job on this commit.'),
    column('attempt', 'number', "Actions' run attempt; null elsewhere."),
    column('head_sha', 'text', 'The commit.'),
    column('branch', 'text', 'The branch, when known.'),
    column('workflow', 'text', 'The Actions workflow, when there is one.'),
    column('event', 'text', 'What started the Actions workflow: push, pull_request, …'),
    column('runner_labels', 'text[]', 'Labels the Actions job asked for.'),
    ...Object.values(jobFacts).map((fact) => column(fact.column, 'text', fact.description)),
    column('fork', 'boolean', 'The pull request comes from another repository; null when unknown.'),
    column('author_association', 'text', "The pull request author's relation to the repository."),
    column('error_reason', 'text', 'Why it is an error; null unless the state is error.'),
    column('pull_requests', 'number[]', 'Numbers of the pull requests that have this commit as a head.'),
    column('queued_at', 'time', 'When it was queued, or its wait for a person ended, or the earliest time known.'),
    column('started_at', 'time', 'When it started to run; null when not known.'),
    column('finished_at', 'time', 'When it got its final state; null while it has none.'),
    column('queue_seconds', 'number', 'Queued to started; null when either is not known.'),
    column('run_seconds', 'number', 'Started to finished; null when either is not known.'),
    column('duration_seconds', 'number', 'Queued to finished; null when either is not known.'),
    column(
      'waiting_seconds',
      'number',
      'How long it waited for a person; null when it never did, and while it still does.',
    ),
    column('abandoned_at', 'time', 'When nobody waited for it any more while it had no result; null otherwise.'),
    column('abandoned_by', 'text', 'Why nobody did; null otherwise.', abandonReasons),
    column('superseded', 'boolean', 'Its commit got replaced, or the job was begun again, while it had no result.'),
    column('superseded_at', 'time', 'When that happened; null otherwise.'),
  ],
  revision: [
    column('repository', 'text', '`owner/name`.'),
    column('repository_id', 'number', "GitHub's id of the repository."),
    column('host', 'text', "`github.com` or the Enterprise Server's host name."),
    column('pull_request', 'number', 'The number of the pull request.'),
    column('head_sha', 'text', 'The head commit that asks for statuses.'),
    column('action', 'text', 'What made it ask.', revisionActions),
    column('provider', 'text', '`any` for the first status of anyone, or the name of one CI system.'),
    column('expected', 'boolean', 'This provider should answer; always true for `any`.'),
    column('changed_at', 'time', 'When the pull request changed.'),
    column(
      'first_status_at',
      'time',
      'The first report on the commit after the change (for `any`, by a CI); null while there is none.',
    ),
    column('first_status_seconds', 'number', 'Change to first status; null while there is none.'),
    column('first_status_by', 'text', 'Who answered first; null while nobody did.'),
    column('closed_at', 'time', 'When the pull request was closed; null while it is open.'),
    column('superseded_at', 'time', 'When a newer head came; null while this is the newest.'),
    column(
      'abandoned_at',
      'time',
      'When nobody could answer any more, because the repository was gone or read-only or the App removed; null otherwise.',
    ),
    column('abandoned_by', 'text', 'Why nobody could; null otherwise.', abandonReasons),
    column('nobody_expected', 'boolean', 'Nobody owed an answer, and nobody gave one.'),
    column(
      'answered_before',
      'boolean',
      'The commit had been reported on before the change, and nothing new came after it.',
    ),
    column('draft', 'boolean', 'It was a draft at that moment; null when unknown.'),
    column('author', 'text', 'The login of who opened the pull request; null when unknown.'),
    column('sender', 'text', 'The login of who made this change; null when unknown.'),
    column('head_branch', 'text', 'The branch it comes from, when known.'),
    column('base_branch', 'text', 'The branch it goes to, when known.'),
    column('fork', 'boolean', 'The head lives in another repository; null when unknown.'),
    column('author_association', 'text', "The author's relation to the repository."),
  ],
  delivery: [
    column('repository', 'text', '`owner/name`; empty when the delivery is about none, or its name is not known.'),
    column('repository_id', 'number', "GitHub's id of the repository; null when the delivery is about none."),
    column('host', 'text', "`github.com` or the Enterprise Server's host name."),
    column('delivery_guid', 'text', 'The `X-GitHub-Delivery` header, the same for every attempt.'),
    column('event', 'text', 'The `X-GitHub-Event` header: status, check_run, …'),
    column('action', 'text', 'The action in its payload; null when it has none.'),
    column('delivered_at', 'time', 'When GitHub first tried to deliver it.'),
    column('accepted_at', 'time', 'When an attempt was first answered with 2xx; null while none was.'),
    column('status_code', 'number', 'The answer to the first attempt; 0 when there was none.'),
    column('attempts', 'number', 'How often GitHub tried.'),
    column('recovered', 'boolean', "It had not reached the log and was fetched from GitHub's list later."),
  ],
  custom: [
    column('source', 'text', "The event's `source`: who tells it."),
    column('type', 'text', "The event's `type`, such as `dev.cdevents.testsuiterun.finished.0.2.0`."),
    column('subject', 'text', "The event's `subject`, for a CDEvent the id of its subject; null when it has none."),
    column('repository', 'text', '`owner/name`; null when it names none.'),
    column('at', 'time', "The event's `time`; when it was received where it has none."),
    column(
      'outcome',
      'text',
      'How it ended: `data.outcome`, for a CDEvent success, failure, error, cancelled or skipped; null when it does not say.',
    ),
    column(
      'data',
      'json',
      'What the event carries. `data.asset.name` is the value at that path; a number in the path counts the elements of a list from 0. It compares as a text, a number or a boolean, and is null where another type stands; `data.labels` in `any(data.labels)` is a list.',
    ),
  ],
};

/** The columns of an event type by name. `withDeadline` adds those that only `exclude` sees. */
export function columnsByName(eventType: EventType, withDeadline: boolean): ReadonlyMap<string, Column> {
  const visible = withDeadline ? [...columns[eventType], ...deadlineColumns] : columns[eventType];
  return new Map(visible.map((entry) => [entry.name, entry]));
}

function column(name: string, type: ColumnType, description: string, values: readonly string[] | null = null): Column {
  return { name, type, description, values };
}
