import { readPolicy } from '../alert/read-policy.ts';
import { columnsByName } from '../event/columns.ts';
import { type Decimal, parseDecimal } from '../model/decimal.ts';
import { decimalFraction, type Fraction } from '../model/fraction.ts';
import type { Problem } from '../model/problem.ts';
import type { PartPlace } from '../openslo/object/part-place.ts';
import type { ResolvedIndicator, ResolvedSlo } from '../openslo/object/resolved-slo.ts';
import { showValue } from '../yaml/show-value.ts';
import { readMethod } from './budget-method-of.ts';
import { journeyOf } from './read-journey.ts';
import { connectionProblems, queriesOf, sourceTypeOf } from './read-measured.ts';
import { pointInTimeOf } from './read-point-in-time.ts';
import { readSloAnnotations } from './slo-annotations.ts';
import { toTimeWindow } from './to-time-window.ts';
import { toWrittenPolicy } from './to-written-policy.ts';

type Part = readonly [PartPlace, string];

/** Each part of an SLO that is right as OpenSLO and that cislo cannot run, with its place. */
export function unsupportedParts(slo: ResolvedSlo): readonly Problem[] {
  const window = toTimeWindow(slo.timeWindow);
  const parts: Part[] = [];
  if (slo.indicator === null) parts.push(...partsOfComposite(slo));
  if ('reason' in window) parts.push([slo.timeWindow.place, `timeWindow: ${window.reason}`]);
  for (const objective of slo.objectives) {
    const method = readMethod(slo, objective);
    if ('reason' in method) parts.push([objective.place, method.reason]);
    if (objective.target.decimal === '0')
      parts.push([objective.place, 'a target of 0 is not supported; write one above 0, such as 0.99']);
  }
  for (const indicator of [slo.indicator, ...slo.objectives.map((objective) => objective.indicator)])
    if (indicator !== null) parts.push(...partsOfMetric(indicator, slo));
  parts.push(...partsOfAnnotations(slo), ...partsOfPolicies(slo));
  return parts.map(([place, message]) => ({ ...place, rule: 'not-yet', message }));
}

/** A composite adds up what its members say of the same stretches of time. */
function partsOfComposite(slo: ResolvedSlo): readonly Part[] {
  const [first, ...others] = slo.objectives;
  const lengthOf = (objective: typeof first) => objective?.timeSliceWindow?.text ?? null;
  const differing = others.filter((objective) => lengthOf(objective) !== lengthOf(first));
  const exhaustion = slo.alertPolicies.filter(({ condition }) => condition.conditionKind === 'exhaustion');
  const { annotations } = slo.metadata;
  const phases = Object.hasOwn(annotations, 'cislo.dev/phases');
  return [
    ...differing.map(
      (objective): Part => [objective.place, 'all members of a composite need the same timeSliceWindow'],
    ),
    ...exhaustion.map(
      (policy): Part => [
        policy.condition.conditionPlace,
        'a composite has no budget in events that could be exhausted; write a burnrate condition',
      ],
    ),
    ...(phases
      ? [[slo.metadata.place, 'a composite has no target of its own; phases are for its members as SLOs'] as Part]
      : []),
  ];
}

function partsOfMetric({ metric }: ResolvedIndicator, { budgetingMethod }: ResolvedSlo): readonly Part[] {
  if (journeyOf(metric) !== null) return [];
  if (pointInTimeOf(metric) !== null)
    return budgetingMethod === 'Occurrences'
      ? [[metric.place, 'subjects that are looked at have no occurrences; write Timeslices or RatioTimeslices']]
      : [];
  const queries = queriesOf(metric);
  const types = new Set(queries.map((query) => (query.type === 'cislo' ? 'cislo' : sourceTypeOf(query))));
  const known = [...types];
  const foreign = queries
    .filter((query) => query.type !== 'cislo' && sourceTypeOf(query) === null)
    .map(
      ({ type, place }): Part => [
        place,
        `${type === null ? 'a query without a type' : `type ${showValue(type)}`} cannot be run; write cislo, prometheus, clickhouse or postgresql`,
      ],
    );
  if (foreign.length > 0) return foreign;
  if (known.length > 1) return [[metric.place, 'all queries of a metric must be for the same system']];
  const isOurs = known[0] === 'cislo';
  const [first] = queries;
  const lacks = isOurs ? [] : connectionProblems(first);
  const parts = lacks.map(({ message, rule: _rule, ...place }): Part => [place, message]);
  if (metric.type !== 'raw') return parts;
  if (isOurs) return [[metric.place, 'events are no ratios; write good and total, or per to look at subjects']];
  if (parts.length > 0) return parts;
  return budgetingMethod === 'Occurrences'
    ? [
        [
          metric.place,
          'a raw ratio has no occurrences, because it does not say how many events it is of; write Timeslices or RatioTimeslices',
        ],
      ]
    : [];
}

/** Conditions that can never be true, or that say something wrong, for any of the targets. */
function partsOfPolicies(slo: ResolvedSlo): readonly Part[] {
  return slo.alertPolicies.flatMap((policy) => {
    const written = toWrittenPolicy(policy);
    const messages = slo.objectives.flatMap(({ target }) =>
      target.decimal === '0' ? [] : readPolicy(written, targetFraction(target.decimal)).problems,
    );
    const found = new Set(messages.map(({ path, message }) => `${path} ${message}`));
    return [...found].map((message): Part => [policy.condition.conditionPlace, message]);
  });
}

function targetFraction(decimal: string): Fraction {
  return decimalFraction(parseDecimal(decimal) as Decimal);
}

function partsOfAnnotations(slo: ResolvedSlo): readonly Part[] {
  const { annotations, problems } = readSloAnnotations(slo.metadata.annotations);
  const place = slo.metadata.place;
  const wrong = problems.map(({ name, message }): Part => [place, `annotation ${name}: ${message}`]);
  const event = eventOf(slo);
  if (annotations.groupBy.length === 0) return wrong;
  if (event === null) return [...wrong, [place, 'annotation cislo.dev/group-by: instances need events of cislo']];
  const missing = annotations.groupBy.filter((name) => !columnsByName(event, false).has(name.replace(/\..*$/s, '')));
  return [
    ...wrong,
    ...missing.map((name): Part => [place, `annotation cislo.dev/group-by: ${event} has no column ${showValue(name)}`]),
  ];
}

function eventOf({ indicator }: ResolvedSlo) {
  const [query] = indicator === null ? [] : queriesOf(indicator.metric);
  const event = query?.type === 'cislo' && !Object.hasOwn(query.spec, 'per') ? query.spec['event'] : null;
  return event === 'job-run' || event === 'revision' || event === 'delivery' || event === 'custom' ? event : null;
}
