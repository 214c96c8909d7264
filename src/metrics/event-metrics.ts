import { Counter, type Registry } from 'prom-client';
import { type EventResult, eventResults } from '../ingest/events/event-answers.ts';
import { metricFamilies } from '../model/metric-names.ts';

/** Counts events that were sent. */
export type CountEvents = (result: EventResult, count: number) => void;

/** The family of sent events, which each process counts for itself, registered in `registry`. */
export function registerEventMetrics(registry: Registry): CountEvents {
  const { name, help, labels } = metricFamilies.eventsReceived;
  const events = new Counter({ name, help, labelNames: labels, registers: [registry] });
  // A counter that begins at 0 shows the first event as growth.
  for (const result of eventResults) events.inc({ result }, 0);
  return (result, count) => events.inc({ result }, count);
}
