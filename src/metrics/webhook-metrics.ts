import { Counter, Histogram, type Registry } from 'prom-client';
import { metricFamilies } from '../model/metric-names.ts';

/** Counts one delivery. `event` and `result` come from closed lists; `seconds` until the answer. */
export type CountDelivery = (event: string, result: string, seconds: number) => void;

/** The families that each process counts for itself, registered in `registry`. */
export function registerWebhookMetrics(registry: Registry): CountDelivery {
  const settings = ({ name, help }: { readonly name: string; readonly help: string }) => ({
    name,
    help,
    registers: [registry],
  });
  const deliveries = new Counter({
    ...settings(metricFamilies.webhookDeliveries),
    labelNames: metricFamilies.webhookDeliveries.labels,
  });
  const duration = new Histogram({
    ...settings(metricFamilies.webhookDuration),
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  });

  return (event, result, seconds) => {
    deliveries.inc({ event, result });
    duration.observe(seconds);
  };
}
