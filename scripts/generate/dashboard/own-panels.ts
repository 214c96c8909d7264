import { metricFamilies as m } from '../../../src/model/metric-names.ts';
import { type Panel, row, stat, timeseries } from './panel.ts';

/** cislo itself: what it receives, and how honest its numbers are. */
export function ownPanels(y: number): readonly Panel[] {
  return [
    row('cislo itself', y),
    timeseries(
      {
        title: 'Deliveries',
        description: 'Webhook deliveries a second, by what became of them, over all processes.',
        unit: 'reqps',
        place: { x: 0, y: y + 1, w: 8, h: 7 },
        queries: [
          { expr: `sum by (result) (rate(${m.webhookDeliveries.name}[$__rate_interval]))`, legend: '{{result}}' },
        ],
      },
      { min: 0 },
    ),
    timeseries(
      {
        title: 'Time to answer a delivery',
        description: 'From the arrival of a delivery to its answer, which comes after the commit.',
        unit: 's',
        place: { x: 8, y: y + 1, w: 8, h: 7 },
        queries: [0.5, 0.99].map((ratio) => ({
          expr: `histogram_quantile(${ratio}, sum by (le) (rate(${m.webhookDuration.name}_bucket[$__rate_interval])))`,
          legend: ratio === 0.5 ? 'median' : 'p99',
        })),
      },
      { min: 0 },
    ),
    timeseries(
      {
        title: 'Settling lag',
        description: 'Age of the oldest delivery or due event that is not in the numbers yet.',
        unit: 's',
        place: { x: 16, y: y + 1, w: 4, h: 7 },
        queries: [{ expr: `max(${m.settleLag.name})`, legend: 'lag' }],
      },
      { min: 0 },
    ),
    stat({
      title: 'Webhooks accepted',
      description:
        "Deliveries accepted at the first attempt / all deliveries, by GitHub's own list. No data without the App's credentials.",
      unit: 'percentunit',
      place: { x: 20, y: y + 1, w: 4, h: 4 },
      queries: [{ expr: `min(${m.webhookAcceptance.name})`, legend: 'accepted', instant: true }],
    }),
    stat({
      title: 'Corrections',
      description: 'Verdicts that late evidence changed after they had been counted, in the time shown.',
      unit: 'short',
      decimals: 0,
      place: { x: 20, y: y + 5, w: 4, h: 3 },
      queries: [
        {
          expr: `sum(max by (slo) (increase(${m.sloCorrections.name}[$__range])))`,
          legend: 'corrections',
          instant: true,
        },
      ],
    }),
  ];
}
