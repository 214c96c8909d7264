import { z } from 'zod';
import { parseDuration } from '../slo/duration.ts';
import { strictShape } from '../slo/strict-shape.ts';
import { rulesShape } from './rules-schema.ts';

/** What holds where the configuration file says nothing. */
export const configDefaults = {
  labels: { repository: { enabled: false, max: 50 } },
  retention: { days: 90 },
  settle: { grace: '60s', every: '1s' },
} as const;

const whole = (from: number, to: number) => {
  const error = `must be a whole number from ${from} to ${to}`;
  return z.number().int({ error }).min(from, { error }).max(to, { error });
};

const duration = (minMs: number, maxMs: number, range: string) =>
  z.string().refine(
    (text) => {
      const ms = parseDuration(text)?.ms ?? null;
      return ms !== null && ms >= minMs && ms <= maxMs;
    },
    { error: `must be a whole number and one of s m h d w, from ${range}` },
  );

/** The YAML file named by `CISLO_CONFIG`. */
export const configSchema = strictShape({
  ...rulesShape,
  labels: strictShape({
    repository: strictShape({
      enabled: z
        .boolean()
        .default(configDefaults.labels.repository.enabled)
        .describe('Adds the label "repository" to the metrics that count jobs and revisions.'),
      max: whole(1, 1000)
        .default(configDefaults.labels.repository.max)
        .describe('This many repositories, the busiest, keep their name; the rest is "other".'),
    }).prefault({}),
  })
    .prefault({})
    .describe('Labels of metrics.'),
  retention: strictShape({
    days: whole(8, 3650)
      .default(configDefaults.retention.days)
      .describe(
        'Days, from when we received something, until it is folded into totals. At least the longest SLO window.',
      ),
  })
    .prefault({})
    .describe('How long single events are kept.'),
  settle: strictShape({
    grace: duration(1000, 3_600_000, '1s to 1h')
      .default(configDefaults.settle.grace)
      .describe('Wait after a deadline before an event without a result is judged.'),
    every: duration(1000, 60_000, '1s to 1m')
      .default(configDefaults.settle.every)
      .describe('Time between two looks for events that are due.'),
  })
    .prefault({})
    .describe('When verdicts are given.'),
});
