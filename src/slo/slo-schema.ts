import { z } from 'zod';
import { strictShape } from './strict-shape.ts';

/** The seven kinds of OpenSLO v1 (https://github.com/OpenSLO/OpenSLO). */
export const openSloKinds = [
  'SLO',
  'SLI',
  'Service',
  'DataSource',
  'AlertPolicy',
  'AlertCondition',
  'AlertNotificationTarget',
] as const;

const dnsLabelPattern = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const dnsLabel = z.string().regex(dnsLabelPattern, {
  error: 'must be 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends',
});
const text = z.string();
const condition = z.custom<string | boolean>(
  (value) => (typeof value === 'string' && value.trim() !== '') || typeof value === 'boolean',
  {
    error: 'must be a condition in text, such as "kind = \'build\'"',
  },
);
const eventType = z.enum(['job-run', 'revision', 'delivery']);
const notYet = (instead: string) => z.never({ error: `is not supported yet; ${instead}` }).optional();

const metadata = strictShape({
  name: dnsLabel,
  displayName: text.optional(),
  labels: z.record(z.string(), z.unknown()).optional(),
  annotations: z.record(z.string(), z.string()).optional(),
});

/** What any kind must have. */
export const objectSchema = z.looseObject({
  metadata,
  spec: z.record(z.string(), z.unknown()).nullish(),
});

const metricSource = <T extends z.core.$ZodLooseShape>(spec: T) =>
  strictShape({
    metricSource: strictShape({
      metricSourceRef: notYet('write type: cislo'),
      type: z.literal('cislo'),
      spec: strictShape(spec),
    }),
  });

const outcome = metricSource({ event: eventType.optional(), where: condition });

const ratioMetric = strictShape({
  counter: z.boolean(),
  good: outcome.optional(),
  bad: outcome.optional(),
  total: metricSource({
    event: eventType,
    where: condition.optional(),
    exclude: condition.optional(),
    from: text.optional(),
    until: text.optional(),
    within: text.optional(),
  }),
  raw: notYet('write good and total'),
  rawType: notYet('write good and total'),
});

const timeWindow = strictShape({
  duration: text,
  isRolling: z.boolean().optional(),
  calendar: strictShape({ startTime: text, timeZone: text }).optional(),
});

const objective = strictShape({
  displayName: text.optional(),
  target: z.number().optional(),
  targetPercent: z.number().optional(),
  op: z.enum(['lt', 'lte', 'gt', 'gte']).optional(),
  value: z.number().optional(),
  timeSliceTarget: notYet('leave it out'),
  timeSliceWindow: notYet('leave it out'),
  indicator: notYet('write the indicator in spec.indicator'),
  indicatorRef: notYet('write the indicator in spec.indicator'),
  compositeWeight: notYet('leave it out'),
});

/** The shape of an SLO document, as far as it can be run now. What hangs together across keys is checked by `readSlo`. */
export const sloSchema = strictShape({
  apiVersion: z.literal('openslo/v1'),
  kind: z.literal('SLO'),
  metadata,
  spec: strictShape({
    description: text.max(1050, { error: 'must be at most 1050 characters' }).optional(),
    service: dnsLabel,
    indicator: strictShape({
      metadata: metadata.optional(),
      spec: strictShape({
        description: text.optional(),
        ratioMetric,
        thresholdMetric: notYet('write a ratioMetric'),
      }),
    }),
    indicatorRef: notYet('write the indicator in spec.indicator'),
    timeWindow: z.array(timeWindow).length(1, { error: 'must hold exactly one window' }).optional(),
    budgetingMethod: z.literal('Occurrences'),
    objectives: z
      .array(objective)
      .length(1, { error: 'must hold exactly one objective; write one SLO for each target' }),
    alertPolicies: z.array(z.unknown()).optional(),
  }),
});
