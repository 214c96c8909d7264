import { metricFamilies as m } from '../../../src/model/metric-names.ts';
import { type Panel, row, sloPage, stat, timeseries } from './panel.ts';

const slo = 'slo="$slo"';
const highest = (name: string, more = ''): string => `max by (slo) (${name}{${slo}${more}})`;
/** The long windows of the usual alerts, and the burn rates above which they fire for a window of 30 days. */
const pairs = [
  ['1h', 14.4, 'A page when it is above 14.4 over an hour and over 5 minutes.'],
  ['6h', 6, 'A page when it is above 6 over 6 hours and over 30 minutes.'],
  ['24h', 3, 'A ticket when it is above 3 over a day and over 2 hours.'],
  ['3d', 1, 'A ticket when it is above 1 over 3 days and over 6 hours.'],
] as const;

/** One SLO. */
export function detailPanels(y: number): readonly Panel[] {
  return [
    row('$slo', y),
    stat(
      {
        title: 'SLI',
        description: 'Good events / (good + bad) over the window of the SLO. No data is not 100 %.',
        unit: 'percentunit',
        decimals: 3,
        place: { x: 0, y: y + 1, w: 6, h: 5 },
        queries: [{ expr: highest(m.sloSli.name), legend: 'SLI', instant: true }],
      },
      undefined,
      sloPage,
    ),
    stat({
      title: 'Target',
      description: 'The ratio of good events that the SLO promises.',
      unit: 'percentunit',
      decimals: 3,
      place: { x: 6, y: y + 1, w: 6, h: 5 },
      queries: [{ expr: highest(m.sloObjective.name), legend: 'target', instant: true }],
    }),
    stat(
      {
        title: 'Error budget left',
        description: 'What is left of the error budget over the window; below 0 it is overspent.',
        unit: 'percentunit',
        place: { x: 12, y: y + 1, w: 6, h: 5 },
        queries: [{ expr: highest(m.sloBudgetRemaining.name), legend: 'left', instant: true }],
      },
      [
        { color: 'red', value: null },
        { color: 'yellow', value: 0 },
        { color: 'green', value: 0.25 },
      ],
    ),
    stat({
      title: 'Alert',
      description: 'How its worst alert stands. Frozen: no event came, so it stays as it was.',
      unit: 'short',
      words: [
        { value: 0, text: 'inactive', color: 'green' },
        { value: 1, text: 'pending', color: 'yellow' },
        { value: 2, text: 'firing', color: 'red' },
        { value: 3, text: 'frozen', color: 'text' },
      ],
      place: { x: 18, y: y + 1, w: 6, h: 5 },
      queries: [
        {
          // What fires is worse than what is frozen, though its number is lower.
          expr: `max by (slo) (${m.alertState.name}{${slo}} == 2) or ${highest(m.alertState.name)}`,
          legend: 'state',
          instant: true,
        },
      ],
    }),
    timeseries({
      title: 'SLI and target',
      description: 'The SLI over the window that ended at each moment, beside the target.',
      unit: 'percentunit',
      decimals: 3,
      place: { x: 0, y: y + 6, w: 12, h: 8 },
      queries: [
        { expr: highest(m.sloSli.name), legend: 'SLI' },
        { expr: highest(m.sloObjective.name), legend: 'target' },
      ],
    }),
    timeseries(
      {
        title: 'Error budget left over time',
        description: 'The error budget that was left at each moment, over the window that ended there.',
        unit: 'percentunit',
        place: { x: 12, y: y + 6, w: 12, h: 8 },
        queries: [{ expr: highest(m.sloBudgetRemaining.name), legend: 'left' }],
      },
      {
        max: 1,
        thresholds: [
          { color: 'red', value: null },
          { color: 'green', value: 0 },
        ],
      },
    ),
    ...pairs.map(([window, threshold, description], index) =>
      timeseries(
        {
          title: `Burn rate over ${window}`,
          description: `${description} A gap is a time without events.`,
          unit: 'short',
          place: { x: 6 * index, y: y + 14, w: 6, h: 7 },
          queries: [{ expr: highest(m.sloBurnRate.name, `,window="${window}"`), legend: window }],
        },
        {
          min: 0,
          thresholds: [
            { color: 'green', value: null },
            { color: 'red', value: threshold },
          ],
        },
      ),
    ),
    timeseries(
      {
        title: 'Judged events',
        description: 'Events that got their verdict, by verdict.',
        unit: 'short',
        place: { x: 0, y: y + 21, w: 24, h: 7 },
        queries: [
          {
            expr: `max by (verdict) (increase(${m.sloEvents.name}{${slo}}[$__rate_interval]))`,
            legend: '{{verdict}}',
          },
        ],
      },
      { bars: true, min: 0, colors: { good: 'green', bad: 'red', excluded: 'gray' } },
    ),
  ];
}
