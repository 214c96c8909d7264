import type { SqlColumn } from '../../condition/condition-sql.ts';
import { columnsByName } from '../../event/columns.ts';
import { jobFacts } from '../../model/job-facts.ts';
import type { EventType } from '../../model/objective.ts';

/**
 * The columns of an event type as SQL over its stored row `t`, with its repository as `r` where that is known: the same values as the
 * functions of src/event give. Times are milliseconds, numbers doubles. The deadline columns read `e.deadline` and `e.resolved`.
 */
export function eventColumnsSql(eventType: EventType): ReadonlyMap<string, SqlColumn> {
  const own: Readonly<Record<string, string>> = { ...expressions[eventType], ...deadline };
  return new Map(
    [...columnsByName(eventType, true)].map(([name, { type }]) => [name, { type, sql: own[name] as string }]),
  );
}

const deadline = { resolved: 'e.resolved', deadline_at: 'e.deadline' };
const repository = {
  repository: `coalesce(r.full_name, '')`,
  repository_id: 't.repository_id::float8',
  host: 't.host',
} as const;
/** The first attempt, whose answer is the delivery's acceptance. */
const firstAttempt = `from jsonb_array_elements(t.attempts) with ordinality as a(attempt, place) where not (a.attempt ->> 'redelivery')::boolean order by a.place limit 1`;
const acceptedMs = `(a.attempt ->> 'seconds')::float8 * 1000`;

const expressions: Readonly<Record<EventType, Readonly<Record<string, string>>>> = {
  'job-run': {
    ...repository,
    ...plain('provider', 'name', 'kind', 'role', 'source', 'state', 'head_sha', 'branch', 'workflow', 'event'),
    ...plain('runner_labels', ...Object.values(jobFacts).map(({ column }) => column)),
    ...plain('fork', 'author_association', 'error_reason', 'abandoned_by'),
    ...numbers('occurrence', 'attempt'),
    pull_requests: 't.pull_requests::float8[]',
    ...times('queued_at', 'started_at', 'finished_at', 'abandoned_at', 'superseded_at'),
    queue_seconds: seconds('queue_ms'),
    run_seconds: seconds('run_ms'),
    duration_seconds: seconds('duration_ms'),
    waiting_seconds: seconds('waiting_ms'),
    superseded: '(t.superseded_at is not null)',
  },
  revision: {
    ...repository,
    ...numbers('pull_request'),
    ...plain('head_sha', 'action', 'provider', 'expected', 'first_status_by', 'abandoned_by', 'nobody_expected'),
    ...plain(
      'answered_before',
      'draft',
      'author',
      'sender',
      'head_branch',
      'base_branch',
      'fork',
      'author_association',
    ),
    ...times('changed_at', 'first_status_at', 'closed_at', 'superseded_at', 'abandoned_at'),
    first_status_seconds: seconds('first_status_ms'),
  },
  delivery: {
    ...repository,
    repository_id: 'nullif(t.repository_id, -1)::float8',
    delivery_guid: 't.id',
    ...plain('event', 'action'),
    delivered_at: `(select (a.attempt ->> 'at')::float8 ${firstAttempt})`,
    // Rounded as JavaScript does: a half goes up, whatever its sign.
    accepted_at: `(select (a.attempt ->> 'at')::float8 + floor(${acceptedMs}) + case when ${acceptedMs} - floor(${acceptedMs}) >= 0.5 then 1 else 0 end
      from jsonb_array_elements(t.attempts) with ordinality as a(attempt, place) where (a.attempt ->> 'statusCode')::float8 >= 200 and (a.attempt ->> 'statusCode')::float8 < 300 order by a.place limit 1)`,
    status_code: `(select (a.attempt ->> 'statusCode')::float8 ${firstAttempt})`,
    attempts: 'jsonb_array_length(t.attempts)::float8',
    recovered: `(t.fetch_state = 'recovered')`,
  },
  custom: {
    ...plain('source', 'type', 'subject', 'repository', 'outcome', 'data'),
    ...times('at'),
  },
};

function plain(...names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, `t.${name}`]));
}

function numbers(...names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, `t.${name}::float8`]));
}

/** Whole milliseconds, as rows are read: the seconds come as a double, which rounding corrects. Numerics would be exact too, but cost much more. */
function times(...names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.map((name) => [name, `round(date_part('epoch', date_trunc('milliseconds', t.${name})) * 1000)`]),
  );
}

function seconds(name: string): string {
  return `(t.${name}::float8 / 1000)`;
}
