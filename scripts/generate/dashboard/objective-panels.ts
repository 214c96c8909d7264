import { metricFamilies as m } from '../../../src/model/metric-names.ts';
import { type Panel, row, sloPage, stat, timeseries } from './panel.ts';

const slo = 'slo=~"$slo"';
/** Every replica exports the same values from the database: the highest of them is the value, a sum would double it. */
const perSlo = (name: string, more = ''): string => `max by (slo) (${name}{${slo}${more}})`;

/** The objectives: where they stand, how the budget went, how fast it burns. */
export function objectivePanels(y: number): readonly Panel[] {
  return [
    row('Objectives', y),
    stat(
      {
        title: 'SLI',
        description: 'Good events / (good + bad) over the window of each objective. No data is not 100 %.',
        unit: 'percentunit',
        decimals: 3,
        place: { x: 0, y: y + 1, w: 9, h: 5 },
        queries: [{ expr: perSlo(m.sloSli.name), legend: '{{slo}}', instant: true }],
      },
      undefined,
      sloPage,
    ),
    stat(
      {
        title: 'Error budget left',
        description: 'What is left of the error budget over the window of each objective; below 0 it is overspent.',
        unit: 'percentunit',
        place: { x: 9, y: y + 1, w: 9, h: 5 },
        queries: [{ expr: perSlo(m.sloBudgetRemaining.name), legend: '{{slo}}', instant: true }],
      },
      [
        { color: 'red', value: null },
        { color: 'yellow', value: 0 },
        { color: 'green', value: 0.25 },
      ],
      sloPage,
    ),
    stat({
      title: 'Target',
      description: 'The ratio of good events that each objective promises.',
      unit: 'percentunit',
      place: { x: 18, y: y + 1, w: 6, h: 5 },
      queries: [{ expr: perSlo(m.sloObjective.name), legend: '{{slo}}', instant: true }],
    }),
    timeseries(
      {
        title: 'Error budget left over time',
        description: 'The error budget that was left at each moment, over the window that ended there.',
        unit: 'percentunit',
        place: { x: 0, y: y + 6, w: 12, h: 8 },
        queries: [{ expr: perSlo(m.sloBudgetRemaining.name), legend: '{{slo}}' }],
      },
      {
        max: 1,
        thresholds: [
          { color: 'red', value: null },
          { color: 'green', value: 0 },
        ],
      },
    ),
    timeseries(
      {
        title: 'Burn rate, last hour',
        description:
          'How many times faster than allowed the budget burns. 1 spends it exactly within the window; a gap is an hour without events.',
        unit: 'short',
        place: { x: 12, y: y + 6, w: 6, h: 8 },
        queries: [{ expr: perSlo(m.sloBurnRate.name, ',window="1h"'), legend: '{{slo}}' }],
      },
      {
        min: 0,
        thresholds: [
          { color: 'green', value: null },
          { color: 'red', value: 14.4 },
        ],
      },
    ),
    timeseries(
      {
        title: 'Burn rate, last 6 hours',
        description: 'The same over 6 hours: slower to rise, surer to matter.',
        unit: 'short',
        place: { x: 18, y: y + 6, w: 6, h: 8 },
        queries: [{ expr: perSlo(m.sloBurnRate.name, ',window="6h"'), legend: '{{slo}}' }],
      },
      {
        min: 0,
        thresholds: [
          { color: 'green', value: null },
          { color: 'red', value: 6 },
        ],
      },
    ),
    timeseries(
      {
        title: 'Judged events',
        description: 'Events that got their verdict, by objective and verdict.',
        unit: 'short',
        place: { x: 0, y: y + 14, w: 16, h: 7 },
        queries: [
          {
            expr: `max by (slo, verdict) (increase(${m.sloEvents.name}{${slo}}[$__rate_interval]))`,
            legend: '{{slo}} {{verdict}}',
          },
        ],
      },
      { bars: true, min: 0, colors: { good: 'green', bad: 'red', excluded: 'gray' } },
    ),
    stat({
      title: 'Bad events, last 24 hours',
      description: 'Events whose verdict is bad as it stands now, settled in the last 24 hours.',
      unit: 'short',
      place: { x: 16, y: y + 14, w: 4, h: 7 },
      queries: [
        { expr: perSlo(m.sloWindowEvents.name, ',window="24h",verdict="bad"'), legend: '{{slo}}', instant: true },
      ],
    }),
    stat({
      title: 'Pending',
      description: 'Events that started and have no verdict yet.',
      unit: 'short',
      place: { x: 20, y: y + 14, w: 4, h: 7 },
      queries: [{ expr: perSlo(m.sloPending.name), legend: '{{slo}}', instant: true }],
    }),
  ];
}
