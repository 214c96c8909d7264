import { checkCondition } from '../../src/condition/check-condition.ts';
import { parseCondition } from '../../src/condition/parse-condition.ts';
import { columnsByName } from '../../src/event/columns.ts';
import type { Condition } from '../../src/model/condition.ts';
import type { EventIndicator, EventType, Objective } from '../../src/model/objective.ts';
import { indicatorHash } from '../../src/slo/indicator-hash.ts';

interface Texts {
  readonly eventType: EventType;
  readonly where: string;
  readonly good?: string;
  readonly exclude: string;
  readonly from: string;
  readonly until: string;
  readonly withinMs: number | null;
}

/** An objective over the given conditions, for tests of what stands below the reading of SLO files. */
export function objectiveOf(
  name: string,
  { where, good = 'true', exclude, ...rest }: Texts,
): Objective & { readonly indicator: EventIndicator } {
  const indicator: EventIndicator = {
    ...rest,
    where: conditionOf(where, rest.eventType),
    outcome: { side: 'good', condition: conditionOf(good, rest.eventType) },
    exclude: conditionOf(exclude, rest.eventType),
  };
  return {
    name,
    displayName: name,
    description: '',
    service: 'ci',
    targetRatio: 0.98,
    targetDecimal: '0.98',
    window: { type: 'rolling', ms: 30 * 86_400_000, text: '30d' },
    method: { type: 'occurrences' },
    labels: {},
    annotations: {},
    policies: null,
    indicator,
    indicatorHash: indicatorHash(indicator),
    conditions: {
      where: { text: where, place: { file: 'test', line: 1 } },
      outcome: { text: good, place: { file: 'test', line: 2 }, side: 'good' },
      exclude: { text: exclude, place: { file: 'test', line: 3 } },
    },
    file: 'test',
    origin: 'file',
    document: '',
  };
}

/** A checked condition over the columns of an event type. */
export function conditionOf(text: string, eventType: EventType): Condition {
  const parsed = parseCondition(text);
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  const [problem] = checkCondition(parsed.condition, columnsByName(eventType, true));
  if (problem !== undefined) throw new Error(problem.message);
  return parsed.condition;
}

function completion(name: string, kind: string): Objective {
  return objectiveOf(name, {
    eventType: 'job-run',
    where: `kind = '${kind}' and role = 'ci' and state <> 'waiting'`,
    good: "state in ('success', 'failure')",
    exclude:
      "state = 'unknown' or (resolved and state in ('cancelled', 'skipped')) or (abandoned_at is not null and abandoned_at <= deadline_at)",
    from: 'queued_at',
    until: 'finished_at',
    withinMs: 12 * 3_600_000,
  });
}

/** The built-in objectives, written by hand. */
export const objectives: readonly Objective[] = [
  objectiveOf('first-status', {
    eventType: 'revision',
    where: "provider = 'any'",
    exclude:
      'nobody_expected or answered_before or closed_at <= deadline_at or superseded_at <= deadline_at or abandoned_at <= deadline_at',
    from: 'changed_at',
    until: 'first_status_at',
    withinMs: 15_000,
  }),
  completion('build-completion', 'build'),
  completion('test-completion', 'test'),
];
