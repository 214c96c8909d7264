import type { Metric, Registry, RegistryContentType } from 'prom-client';
import type { MetricFamily } from '../model/metric-names.ts';
import { registerFamily } from './register-family.ts';
import type { Sample } from './sample.ts';

/** What a registry really holds, besides what its type says. */
type HeldMetric = Pick<MetricFamily, 'name' | 'help' | 'type'> & {
  readonly get: () => Promise<{ readonly values: readonly Sample[] }>;
};

/** Shows every metric of one registry in another one of another format, under its own name, without counting anything twice. */
export function mirrorRegistry<Format extends RegistryContentType>(from: Registry, to: Registry<Format>): void {
  for (const { name } of from.getMetricsAsArray()) {
    const metric = from.getSingleMetric(name) as Metric<string> as unknown as HeldMetric;
    registerFamily(to, { name: metric.name, help: metric.help, type: metric.type }, () =>
      metric.get().then(({ values }) => values),
    );
  }
}
