import { metricFamilies as m } from '../../../src/model/metric-names.ts';
import { type Panel, row, timeseries } from './panel.ts';

const buckets = `${m.firstStatus.name}_bucket`;

/** Pull requests over time: how soon they are answered, and which are not. */
export function revisionPanels(y: number): readonly Panel[] {
  return [
    row('First status', y),
    timeseries(
      {
        title: 'Time to the first status',
        description: 'Change of a pull request to its first status of anyone. The line is the promised 15 s.',
        unit: 's',
        place: { x: 0, y: y + 1, w: 8, h: 8 },
        queries: [0.5, 0.95].map((ratio) => ({
          expr: `histogram_quantile(${ratio}, max by (le) (rate(${buckets}{provider="any"}[$__rate_interval])))`,
          legend: ratio === 0.5 ? 'median' : 'p95',
          exemplar: ratio !== 0.5,
        })),
      },
      {
        min: 0,
        thresholds: [
          { color: 'green', value: null },
          { color: 'red', value: 15 },
        ],
      },
    ),
    timeseries(
      {
        title: 'Answered within 15 s',
        description:
          'Of the first statuses that came, the share that came within 15 s, by provider. Those that never came are in the objective, not here.',
        unit: 'percentunit',
        place: { x: 8, y: y + 1, w: 8, h: 8 },
        queries: [
          {
            // Prometheus 3 writes the bound of this bucket as 15.0.
            expr: `max by (provider) (increase(${buckets}{provider=~"any|$provider",le=~"15(\\\\.0)?"}[$__rate_interval])) / max by (provider) (increase(${m.firstStatus.name}_count{provider=~"any|$provider"}[$__rate_interval]))`,
            legend: '{{provider}}',
          },
        ],
      },
      { min: 0, max: 1 },
    ),
    timeseries(
      {
        title: 'Without a status for 15 s',
        description:
          'Open pull requests whose newest change waits for its first status, by provider that should answer; any: no status at all.',
        unit: 'short',
        place: { x: 16, y: y + 1, w: 8, h: 8 },
        queries: [
          {
            expr: `max by (provider) (${m.revisionsWithoutStatus.name}{provider=~"any|$provider"})`,
            legend: '{{provider}}',
          },
        ],
      },
      { min: 0 },
    ),
    timeseries(
      {
        title: 'Pull requests handled',
        description: 'Changes of pull requests that ask for statuses, by action.',
        unit: 'short',
        place: { x: 0, y: y + 9, w: 24, h: 6 },
        queries: [{ expr: `max by (action) (increase(${m.revisions.name}[$__rate_interval]))`, legend: '{{action}}' }],
      },
      { bars: true, min: 0 },
    ),
  ];
}
