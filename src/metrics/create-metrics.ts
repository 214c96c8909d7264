import { collectDefaultMetrics, type OpenMetricsContentType, Registry } from 'prom-client';
import type { Config } from '../config/config.ts';
import { type MetricKey, metricFamilies } from '../model/metric-names.ts';
import { type CountEvents, registerEventMetrics } from './event-metrics.ts';
import { type CountDecision, registerGateMetrics } from './gate-metrics.ts';
import { mirrorRegistry } from './mirror-registry.ts';
import { negotiate } from './negotiate.ts';
import { registerFamily } from './register-family.ts';
import type { Sample } from './sample.ts';
import { readSnapshot, type SnapshotStore } from './snapshot.ts';
import { snapshotSamples } from './snapshot-samples.ts';
import { type CountDelivery, registerWebhookMetrics } from './webhook-metrics.ts';

/** What /metrics needs. */
export interface MetricsParts {
  readonly store: SnapshotStore;
  readonly config: Pick<Config, 'labels' | 'notices'>;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** /metrics, free of any server. */
export interface Metrics {
  /** The exposition in the format that the Accept header prefers. Rejects when the database does not answer. */
  readonly render: (accept: string | undefined) => Promise<{ readonly contentType: string; readonly body: string }>;
  readonly countDelivery: CountDelivery;
  readonly countEvents: CountEvents;
  readonly countDecision: CountDecision;
}

/** Builds the registries: one a format, because OpenMetrics renames counters in place. */
export function createMetrics({ store, config, clock }: MetricsParts): Metrics {
  const text = new Registry();
  let samples: Partial<Record<MetricKey, readonly Sample[]>> = {};
  for (const [key, family] of Object.entries(metricFamilies) as [MetricKey, (typeof metricFamilies)[MetricKey]][]) {
    if (family.origin === 'database') registerFamily(text, family, () => samples[key] ?? []);
  }
  const countDelivery = registerWebhookMetrics(text);
  const countEvents = registerEventMetrics(text);
  const countDecision = registerGateMetrics(text);
  collectDefaultMetrics({ register: text });
  const openMetrics = new Registry<OpenMetricsContentType>();
  openMetrics.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  mirrorRegistry(text, openMetrics);

  return {
    countDelivery,
    countEvents,
    countDecision,
    render: async (accept) => {
      const withExemplars = negotiate(accept) === 'openmetrics';
      const next = snapshotSamples(await readSnapshot(store, config, clock(), withExemplars));
      const registry = withExemplars ? openMetrics : text;
      // Two scrapes at the same time do not mix, because the registry takes the samples of every family before it waits
      // for anything.
      samples = next;
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}
