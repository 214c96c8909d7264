import fc from 'fast-check';

type Data = Readonly<Record<string, unknown>>;

const name = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,8}[a-z0-9])?$/);
const words = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((text) => text.trim() !== '');
const key = fc.stringMatching(/^[a-zA-Z0-9]([-._a-zA-Z0-9]{0,8}[a-zA-Z0-9])?$/);
const duration = fc
  .tuple(fc.integer({ min: 1, max: 400 }), fc.constantFrom(...'mhdwMQY'))
  .map(([count, unit]) => `${count}${unit}`);
const ratio = fc.integer({ min: 1, max: 999_999 }).map((millionths) => millionths / 1e6);
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const comparison = fc.constantFrom('lt', 'lte', 'gt', 'gte');

function optional(required: Record<string, fc.Arbitrary<unknown>>, more: Record<string, fc.Arbitrary<unknown>>) {
  return fc.record({ ...required, ...more }, { requiredKeys: Object.keys(required) });
}

const metadata = optional(
  { name },
  {
    displayName: words,
    labels: fc.dictionary(key, fc.oneof(words, fc.array(words, { maxLength: 3 })), { maxKeys: 3 }),
    annotations: fc.dictionary(
      fc.oneof(
        key,
        key.map((end) => `cislo.dev/${end}`),
      ),
      fc.string({ maxLength: 10 }),
      { maxKeys: 3 },
    ),
  },
);

/** A query; of 1 in 4 the numbers come from one of the DataSources `source-0` and `source-1`. */
const query = fc
  .tuple(
    fc.constantFrom(null, null, null, 'source-0', 'source-1'),
    fc.constantFrom('prometheus', 'Datadog', 'cislo'),
    fc.dictionary(key, fc.jsonValue({ maxDepth: 2 }), { minKeys: 1, maxKeys: 3 }),
  )
  .map(([metricSourceRef, type, spec]) => ({
    metricSource: metricSourceRef === null ? { type, spec } : { metricSourceRef, spec },
  }));

const ratioMetric = fc.oneof(
  fc.record({ counter: fc.boolean(), good: query, total: query }),
  fc.record({ bad: query, total: query }),
  fc.record({ raw: query, rawType: fc.constantFrom('success', 'failure') }),
);
const sliSpec = (isThreshold: boolean) =>
  isThreshold ? fc.record({ thresholdMetric: query }) : optional({ ratioMetric }, { description: words });
const sli = (isThreshold: boolean) => fc.record({ metadata, spec: sliSpec(isThreshold) });

const condition = fc.record({
  kind: fc.constant('AlertCondition'),
  metadata,
  spec: optional(
    {
      severity: words,
      condition: optional(
        { kind: fc.constant('burnrate'), op: comparison, threshold: number, lookbackWindow: duration },
        { alertAfter: fc.oneof(duration, fc.constant('0m')) },
      ),
    },
    { description: words },
  ),
});
const target = fc.record({
  kind: fc.constant('AlertNotificationTarget'),
  metadata: fc.record({ name }),
  spec: optional({ target: fc.constantFrom('slack', 'email') }, { description: words }),
});
const policy = fc.record({
  kind: fc.constant('AlertPolicy'),
  metadata,
  spec: optional(
    {
      conditions: fc.tuple(fc.oneof(condition, fc.constant({ conditionRef: 'a-condition' }))),
      notificationTargets: fc.array(fc.oneof(target, fc.constant({ targetRef: 'a-target' })), {
        minLength: 1,
        maxLength: 2,
      }),
    },
    { alertWhenNoData: fc.boolean(), alertWhenBreaching: fc.boolean(), alertWhenResolved: fc.boolean() },
  ),
});

const timeWindow = fc.oneof(
  fc.record({ duration, isRolling: fc.constant(true) }),
  fc.record({
    duration,
    calendar: fc.record({
      startTime: fc
        .date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 19).replace('T', ' ')),
      timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu'),
    }),
  }),
);

interface Shape {
  readonly isThreshold: boolean;
  readonly isComposite: boolean;
  readonly isByRef: boolean;
}

function objective(shape: Shape) {
  const { isThreshold, isComposite, isByRef } = shape;
  const own = isByRef
    ? { indicatorRef: fc.constant(isThreshold ? 'a-threshold' : 'a-ratio') }
    : { indicator: sli(isThreshold) };
  const target = fc.oneof(
    fc.record({ target: ratio }),
    fc.record({ targetPercent: ratio.map((value) => Number((value * 100).toFixed(4))) }),
  );
  const rest = optional(
    {
      timeSliceTarget: ratio,
      timeSliceWindow: duration,
      ...(isThreshold ? { op: comparison, value: number } : {}),
      ...(isComposite ? own : {}),
    },
    { displayName: words, compositeWeight: fc.integer({ min: 1, max: 9 }) },
  );
  return fc.tuple(target, rest).map((parts) => Object.assign({}, ...parts) as Data);
}

function slo(shape: Shape) {
  const { isThreshold, isComposite, isByRef } = shape;
  const indicator = isByRef
    ? { indicatorRef: fc.constant(isThreshold ? 'a-threshold' : 'a-ratio') }
    : { indicator: sli(isThreshold) };
  return fc.record({
    apiVersion: fc.constant('openslo/v1'),
    kind: fc.constant('SLO'),
    metadata,
    spec: optional(
      {
        service: fc.constantFrom('ci', 'a-service'),
        ...(isComposite ? {} : indicator),
        timeWindow: fc.tuple(timeWindow),
        budgetingMethod: fc.constantFrom('Occurrences', 'Timeslices', 'RatioTimeslices'),
        objectives: fc.array(objective(shape), { minLength: 1, maxLength: isComposite ? 3 : 2 }),
      },
      {
        description: words,
        alertPolicies: fc.array(fc.oneof(policy, fc.constant({ alertPolicyRef: 'a-policy' })), { maxLength: 2 }),
      },
    ),
  });
}

function named(kind: string, name: string, spec: fc.Arbitrary<unknown>) {
  const apiVersion = fc.constant('openslo/v1');
  return fc.record({ apiVersion, kind: fc.constant(kind), metadata: fc.constant({ name }), spec });
}

const source = fc.record({
  type: fc.constantFrom('prometheus', 'clickhouse'),
  connectionDetails: fc.constant({ url: 'http://127.0.0.1:9090' }),
});

/** The documents of a valid file: an SLO first, and everything that it may refer to, in any order. */
export const documents: fc.Arbitrary<readonly Data[]> = fc
  .record({ isThreshold: fc.boolean(), isComposite: fc.boolean(), isByRef: fc.boolean() })
  .chain((shape) =>
    fc.tuple(
      slo(shape),
      fc
        .tuple(
          named('DataSource', 'source-0', source),
          named('DataSource', 'source-1', source),
          named('SLI', 'a-ratio', sliSpec(false)),
          named('SLI', 'a-threshold', sliSpec(true)),
          named('Service', 'a-service', optional({}, { description: words })),
          named(
            'AlertCondition',
            'a-condition',
            condition.map(({ spec }) => spec),
          ),
          named('AlertNotificationTarget', 'a-target', fc.constant({ target: 'email' })),
          named(
            'AlertPolicy',
            'a-policy',
            policy.map(({ spec }) => spec),
          ),
        )
        .chain((all) => fc.shuffledSubarray(all, { minLength: all.length })),
    ),
  )
  .map(([first, rest]) => [first, ...rest] as readonly Data[]);
