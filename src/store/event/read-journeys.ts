import type { JourneyFacts } from '../../budget/source/journey.ts';
import { conditionSql, type SqlParam } from '../../condition/condition-sql.ts';
import { findColumn } from '../../condition/find-column.ts';
import { jsonPath } from '../../condition/json-at.ts';
import type { Condition } from '../../model/condition.ts';
import { noFold } from '../../model/generation.ts';
import type { JourneyIndicator, JourneyStepData, SloValue } from '../../model/objective.ts';
import { type Db, run } from '../database.ts';
import { choiceConditions, everyRepository, type RepositoryChoice } from '../repository-choice.ts';
import { arrayLiteral } from '../unnest.ts';
import { eventAttributesSql } from './event-attributes-sql.ts';
import { eventColumnsSql } from './event-columns-sql.ts';

/** Which journeys are read. Times in ms. */
export interface JourneyQuestion {
  readonly indicator: JourneyIndicator;
  /** Whose rows are read; null before there are any, and then there are no journeys of revisions. */
  readonly fold: number | null;
  /** Journeys that begin in [from, to). */
  readonly from: number;
  readonly to: number;
  /** Default: all repositories. */
  readonly choice?: RepositoryChoice;
}

/** One journey that began. */
export interface StoredJourney {
  /** Of a revision its id; else made of the value that its events share. */
  readonly id: string;
  readonly facts: JourneyFacts;
  /** Where it is not good, it is left out. */
  readonly isExcluded: boolean;
  readonly url: string | null;
  /** Of a revision every column; else what its events share. */
  readonly attributes: Readonly<Record<string, SloValue>>;
}

interface JourneyRow extends Pick<StoredJourney, 'id' | 'isExcluded' | 'url' | 'attributes'> {
  readonly start: number;
  readonly abandonedAt: number | null;
  /** Step, end in ms, good. */
  readonly events: readonly (readonly [number, number, boolean])[];
}

/** Every journey that began in a time, with the events of its steps, in no order. */
export async function readJourneys(db: Db, question: JourneyQuestion): Promise<readonly StoredJourney[]> {
  const { indicator, fold } = question;
  if (indicator.of === 'revision' && fold === null) return [];
  const { text, params } =
    indicator.of === 'revision' ? revisionsSql(question, fold ?? noFold) : sentEventsSql(question);
  const rows = await run<JourneyRow>(db, text, params);
  return rows.map(({ start, abandonedAt, events, ...row }) => ({
    ...row,
    facts: {
      start,
      abandonedAt,
      events: events.map(([step, at, good]) => ({
        step: (indicator.steps[step] as JourneyStepData).name,
        at,
        good,
      })),
    },
  }));
}

interface Statement {
  readonly text: string;
  readonly params: readonly SqlParam[];
}

/** A statement that is being written: its parameters, and conditions as SQL over a stored row `t`. */
function newStatement() {
  const params: SqlParam[] = [];
  const bind = (value: SqlParam, type: string): string => `$${params.push(value)}::${type}`;
  const holds = (condition: Condition, event: JourneyStepData['event']): string => {
    const sql = conditionSql(condition, eventColumnsSql(event), params.length + 1);
    params.push(...sql.params);
    return `(${sql.text} is true)`;
  };
  return { params, bind, holds };
}

const repositoryOf = 'left join repositories r on r.repository_id = t.repository_id and r.host = t.host';

/** The steps that an event of one kind can be, as rows of `step, at, good` over its stored row `t`. */
function stepRows(
  { holds }: ReturnType<typeof newStatement>,
  steps: readonly JourneyStepData[],
  event: JourneyStepData['event'],
): string {
  const columns = eventColumnsSql(event);
  const rows = steps.flatMap((step, index) =>
    step.event === event
      ? [
          `(${index}, ${holds(step.where, event)}, ${columns.get(step.until)?.sql ?? 'null::float8'}, ${holds(step.good, event)})`,
        ]
      : [],
  );
  const none = '(null::int4, false, null::float8, false)';
  return `(select s.step, s.at, s.good from (values ${[...rows, none].join(', ')}) s(step, hit, at, good) where s.hit and s.at is not null)`;
}

function revisionsSql({ indicator, from, to, choice = everyRepository }: JourneyQuestion, fold: number): Statement {
  const statement = newStatement();
  const { params, bind, holds } = statement;
  const columns = eventColumnsSql('revision');
  const timeOf = (name: string): string => columns.get(name)?.sql ?? 'null::float8';
  const generation = bind(fold, 'int4');
  const since = bind(iso(from), 'timestamptz');
  const until = bind(iso(to), 'timestamptz');
  const isJourney = holds(indicator.where, 'revision');
  const isExcluded = holds(indicator.exclude, 'revision');
  const ownSteps = stepRows(statement, indicator.steps, 'revision');
  const jobSteps = stepRows(statement, indicator.steps, 'job-run');
  const own = choiceConditions(choice, 't', params.length + 1);
  params.push(...own.params);
  const text = `
    with journeys as (
      select t.id, t.repository_id, t.host, t.head_sha, t.url, ${timeOf('changed_at')} as start,
        least(${timeOf('closed_at')}, ${timeOf('superseded_at')}, ${timeOf('abandoned_at')}) as abandoned_at,
        ${isExcluded} as is_excluded, ${eventAttributesSql('revision')} as attributes,
        coalesce((select jsonb_agg(jsonb_build_array(o.step, o.at, o.good)) from ${ownSteps} o), '[]') as events
      from revisions t ${repositoryOf}
      where not t.removed and t.generation = ${generation} and t.changed_at >= ${since} and t.changed_at < ${until} ${own.conditions} and ${isJourney}
    ), heads as (
      select distinct repository_id, host, head_sha from journeys
    ), ended as (
      select t.repository_id, t.host, t.head_sha, jsonb_agg(jsonb_build_array(o.step, o.at, o.good)) as events
      from job_runs t
      join heads h on h.repository_id = t.repository_id and h.host = t.host and h.head_sha = t.head_sha
      ${repositoryOf} cross join lateral ${jobSteps} o
      where not t.removed and t.generation = ${generation}
      group by t.repository_id, t.host, t.head_sha
    )
    select j.id, j.start, j.abandoned_at as "abandonedAt", j.is_excluded as "isExcluded", j.url, j.attributes,
      j.events || coalesce(e.events, '[]') as events
    from journeys j
    left join ended e on e.repository_id = j.repository_id and e.host = j.host and e.head_sha = j.head_sha`;
  return { text, params };
}

/** A journey begins with the first event that has its value; so those that begin in the time are found among all that are stored. */
function sentEventsSql({ indicator, from, to, choice = everyRepository }: JourneyQuestion): Statement {
  const statement = newStatement();
  const { params, bind, holds } = statement;
  const columns = eventColumnsSql('custom');
  const name = indicator.correlate ?? 'subject';
  const { sql, type } = findColumn(columns, name) ?? { sql: 'null', type: 'text' };
  const shared = type === 'json' ? `(${sql} #>> ${bind(arrayLiteral(jsonPath(name)), 'text[]')})` : `(${sql})`;
  const isJourney = holds(indicator.where, 'custom');
  const steps = stepRows(statement, indicator.steps, 'custom');
  const [since, until] = [bind(from, 'float8'), bind(to, 'float8')];
  const own = choiceConditions(choice, 't', params.length + 1);
  params.push(...own.params);
  const text = `
    with events as (
      select ${shared}::text as journey, ${columns.get('at')?.sql} as at, t.repository,
        (select jsonb_agg(jsonb_build_array(o.step, o.at, o.good)) from ${steps} o) as steps
      from custom_events t ${repositoryOf}
      where not t.removed ${own.conditions} and ${isJourney}
    ), begun as (
      select journey, min(at) as start, min(repository) as repository from events where journey is not null
      group by journey having min(at) >= ${since} and min(at) < ${until}
    )
    select md5(b.journey) as id, b.start, null::float8 as "abandonedAt", false as "isExcluded", null::text as url,
      jsonb_build_object(${bind(name, 'text')}, b.journey, 'repository', b.repository) as attributes,
      coalesce(jsonb_agg(o.step) filter (where o.step is not null), '[]') as events
    from begun b
    join events e on e.journey = b.journey
    left join lateral jsonb_array_elements(e.steps) o(step) on true
    group by b.journey, b.start, b.repository`;
  return { text, params };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
