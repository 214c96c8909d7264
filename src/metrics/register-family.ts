import type { Metric, Registry, RegistryContentType } from 'prom-client';
import type { MetricFamily } from '../model/metric-names.ts';
import type { Sample } from './sample.ts';

/** Registers a family whose samples are made when it is scraped. */
export function registerFamily<Format extends RegistryContentType>(
  registry: Registry<Format>,
  { name, help, type }: Pick<MetricFamily, 'name' | 'help' | 'type'>,
  samples: () => readonly Sample[] | Promise<readonly Sample[]>,
): void {
  const metric = {
    name,
    help,
    type,
    reset: () => {},
    // `this.name`, not `name`: an OpenMetrics registry takes `_total` off a counter's own name.
    async get(this: { readonly name: string }) {
      return { name: this.name, help, type, values: await samples() };
    },
  };
  // The registry calls nothing else of a metric; its type asks for one of prom-client's own classes.
  registry.registerMetric(metric as unknown as Metric<string>);
}
