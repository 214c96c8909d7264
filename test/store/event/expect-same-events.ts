import { expect } from 'vitest';
import { eventTimes } from '../../../src/event/event-times.ts';
import { noFold } from '../../../src/model/generation.ts';
import type { EventType, Objective, SloEvent } from '../../../src/model/objective.ts';
import {
  customEventSettler,
  deliverySettler,
  jobRunSettler,
  revisionSettler,
  type Settler,
} from '../../../src/settle/settlers.ts';
import { compileIndicator } from '../../../src/slo/compile-indicator.ts';
import { judge } from '../../../src/slo/judge.ts';
import { type Db, run } from '../../../src/store/database.ts';
import { countMinutes, type MinuteCounts } from '../../../src/store/event/count-minutes.ts';
import { eventColumnsSql } from '../../../src/store/event/event-columns-sql.ts';
import { eventTables } from '../../../src/store/generation/count-rows.ts';
import { listRepositories, readStoredRepository } from '../../../src/store/verify/read-stored-repository.ts';
import { objectiveOf } from '../../support/objectives.ts';

const minute = 60_000;
const graceMs = 60_000;

/** Indicators of every event type whose conditions look at texts, numbers, times, lists and JSON. */
const questions: readonly Objective[] = [
  objectiveOf('runs', {
    eventType: 'job-run',
    where: "state <> 'waiting' and (branch is null or branch <> 'topic' or 'ubuntu-latest' = any(runner_labels))",
    good: "state in ('success', 'failure') and (queue_seconds is null or queue_seconds < 61)",
    exclude: "resolved and state in ('cancelled', 'skipped') or abandoned_at <= deadline_at or name like '%:f4_'",
    from: 'queued_at',
    until: 'finished_at',
    withinMs: 40 * minute,
  }),
  objectiveOf('queued', {
    eventType: 'job-run',
    where: 'true',
    exclude: 'superseded',
    from: 'queued_at',
    until: 'started_at',
    withinMs: null,
  }),
  objectiveOf('from-start', {
    eventType: 'job-run',
    where: 'occurrence = 1',
    exclude: 'not resolved',
    from: 'started_at',
    until: 'finished_at',
    withinMs: minute,
  }),
  objectiveOf('answers', {
    eventType: 'revision',
    where: "provider = 'any'",
    exclude: 'nobody_expected or closed_at <= deadline_at or superseded_at <= deadline_at',
    from: 'changed_at',
    until: 'first_status_at',
    withinMs: 15_000,
  }),
  objectiveOf('accepted', {
    eventType: 'delivery',
    where: "event = 'status'",
    good: 'attempts < 3',
    exclude: 'status_code = 0',
    from: 'delivered_at',
    until: 'accepted_at',
    withinMs: minute,
  }),
  objectiveOf('sent', {
    eventType: 'custom',
    where: "data.tier = 'core' or data.attempt > 1 or type like 'org.%'",
    good: "outcome = 'success'",
    exclude: "'draft' = any(data.labels) or repository is null",
    from: 'at',
    until: 'at',
    withinMs: null,
  }),
];

/**
 * Expects of every stored row that its columns as SQL are those of its event, and that counting by minute says what the judge says of each.
 * Returns how many rows there were of each type.
 */
export async function expectSameEvents(
  db: Db,
  fold: number,
  now: number,
): Promise<Readonly<Record<EventType, number>>> {
  const events = await readEvents(db, fold, now);
  for (const [eventType, each] of Object.entries(events) as [EventType, ReadonlyMap<string, Stored>][]) {
    const asked = [...eventColumnsSql(eventType)].filter(([, { sql }]) => !sql.startsWith('e.'));
    const { table } = eventTables[eventType];
    const rows = await run<Record<string, unknown>>(
      db,
      `select t.id as row_id, t.repository_id as row_repository, ${asked.map(([name, { sql }]) => `${sql} as "${name}"`).join(', ')}
       from ${table} t left join repositories r on r.repository_id = t.repository_id and r.host = t.host
       where not t.removed ${table === 'job_runs' || table === 'revisions' ? 'and t.generation = $1' : 'and $1::int4 >= 0'}`,
      [fold],
    );
    expect(rows).toHaveLength(each.size);
    for (const { row_id, row_repository, ...columns } of rows)
      expect(columns).toEqual(each.get(`${row_repository} ${row_id}`)?.event);
  }
  for (const { name, indicator } of questions) {
    if (indicator.eventType === 'measured') continue;
    for (const [from, to] of [
      [0, now + 1_000 * minute],
      [now - 100_000 * minute, now - 50_000 * minute],
    ] as const) {
      const own = indicator.eventType === 'job-run' || indicator.eventType === 'revision' ? fold : noFold;
      const told = await countMinutes(db, { indicator, fold: own, from, to, now, graceMs });
      const wanted = countByJudge(indicator, events[indicator.eventType], from, to, now);
      expect({ name, minutes: told }).toEqual({ name, minutes: wanted });
    }
  }
  return Object.fromEntries(Object.entries(events).map(([type, each]) => [type, each.size])) as Record<
    EventType,
    number
  >;
}

interface Stored {
  readonly event: SloEvent;
  readonly isJudged: boolean;
}

async function readEvents(db: Db, fold: number, now: number): Promise<Record<EventType, Map<string, Stored>>> {
  const events = { 'job-run': new Map(), revision: new Map(), delivery: new Map(), custom: new Map() };
  for (const repository of await listRepositories(db)) {
    const stored = await readStoredRepository(db, repository, fold, now);
    const take = <Row extends { readonly id: string }>(
      type: EventType,
      settler: Settler<Row>,
      rows: readonly Row[],
    ): void => {
      for (const row of rows) {
        const event = settler.toEvent(row, repository.full_name);
        events[type].set(`${repository.repository_id} ${row.id}`, { event, isJudged: settler.isJudged?.(row) ?? true });
      }
    };
    take('job-run', jobRunSettler(fold, []), stored.jobRuns);
    take('revision', revisionSettler(fold, []), stored.revisions);
    take('delivery', deliverySettler([]), stored.hookDeliveries);
    take('custom', customEventSettler([]), stored.customEvents);
  }
  return events;
}

function countByJudge(
  indicator: Objective['indicator'],
  events: ReadonlyMap<string, Stored>,
  from: number,
  to: number,
  now: number,
): readonly MinuteCounts[] {
  const compiled = compileIndicator(indicator);
  const minutes = new Map<number, { at: number; good: number; bad: number; excluded: number; pending: number }>();
  for (const { event, isJudged } of events.values()) {
    if (!isJudged || !compiled.matches(event)) continue;
    const { verdict, at: judgedAt } = judge(compiled, event, now, graceMs);
    const at = judgedAt ?? eventTimes(compiled, event).from;
    if (at === null || at < from || at >= to) continue;
    const start = Math.floor(at / minute) * minute;
    const counts = minutes.get(start) ?? { at: start, good: 0, bad: 0, excluded: 0, pending: 0 };
    counts[verdict] += 1;
    minutes.set(start, counts);
  }
  return [...minutes.values()].sort((a, b) => a.at - b.at);
}
