import { metricFamilies as m } from '../../../src/model/metric-names.ts';
import { type Panel, type Query, row, timeseries } from './panel.ts';

const jobs = 'kind=~"$kind",provider=~"$provider"';

/** Builds, tests and the rest over time, by kind and provider. */
export function jobPanels(y: number): readonly Panel[] {
  return [
    row('Builds and tests', y),
    timeseries(
      {
        title: 'Queued, started, finished',
        description: 'Job runs of the chosen kinds and providers, counted once in each.',
        unit: 'short',
        place: { x: 0, y: y + 1, w: 12, h: 8 },
        queries: [
          flow(m.jobsQueued.name, 'queued'),
          flow(m.jobsStarted.name, 'started'),
          flow(m.jobsFinished.name, 'finished'),
        ],
      },
      { min: 0 },
    ),
    timeseries(
      {
        title: 'Finished, by outcome',
        description:
          'success and failure are answers about the change; error is the infrastructure; cancelled, skipped and unknown (nobody told how it ended) are neither.',
        unit: 'short',
        place: { x: 12, y: y + 1, w: 12, h: 8 },
        queries: [
          {
            expr: `sum by (outcome) (max by (kind, provider, outcome) (increase(${m.jobsFinished.name}{${jobs}}[$__rate_interval])))`,
            legend: '{{outcome}}',
          },
        ],
      },
      {
        bars: true,
        min: 0,
        colors: {
          success: 'green',
          failure: 'orange',
          error: 'red',
          cancelled: 'gray',
          skipped: 'text',
          unknown: 'purple',
        },
      },
    ),
    times(
      'Time to finish',
      'Queued to finished. The diamonds are exemplars: each links to a job.',
      m.jobDuration.name,
      0,
      y + 9,
    ),
    times('Time in the queue', 'Queued to started.', m.jobQueueDuration.name, 8, y + 9),
    times('Time running', 'Started to finished.', m.jobRunDuration.name, 16, y + 9),
    timeseries(
      {
        title: 'Open jobs',
        description:
          'Job runs that have not ended and that somebody waits for, by kind and state. waiting: for a person.',
        unit: 'short',
        place: { x: 0, y: y + 17, w: 8, h: 8 },
        queries: [
          {
            expr: `sum by (kind, state) (max by (kind, provider, state) (${m.jobsOpen.name}{${jobs}}))`,
            legend: '{{kind}} {{state}}',
          },
        ],
      },
      { min: 0 },
    ),
    timeseries(
      {
        title: 'Unfinished for more than 12 h',
        description:
          'Builds and tests of a CI that have not ended 12 hours after they were queued, by kind and provider. Those that wait for a person and those that nobody waits for any more are left out.',
        unit: 'short',
        place: { x: 8, y: y + 17, w: 8, h: 8 },
        queries: [
          { expr: `max by (kind, provider) (${m.jobsOverdue.name}{${jobs}})`, legend: '{{kind}} {{provider}}' },
        ],
      },
      { min: 0 },
      { title: 'Its job runs in cislo', path: '/runs?provider=${__field.labels.provider}&kind=${__field.labels.kind}' },
    ),
    times(
      'Time waiting for a person',
      'All waits of a job, once they are over.',
      m.jobWaitingDuration.name,
      16,
      y + 17,
    ),
  ];
}

function flow(name: string, legend: string): Query {
  const labels = name === m.jobsFinished.name ? 'kind, provider, outcome' : 'kind, provider';
  return { expr: `sum(max by (${labels}) (increase(${name}{${jobs}}[$__rate_interval])))`, legend };
}

function times(title: string, description: string, name: string, x: number, y: number): Panel {
  const quantile = (ratio: number): string =>
    `histogram_quantile(${ratio}, sum by (le) (max by (le, kind, provider) (rate(${name}_bucket{${jobs}}[$__rate_interval]))))`;
  return timeseries(
    {
      title,
      description: `${description} Median and 95th percentile of the chosen kinds and providers.`,
      unit: 's',
      place: { x, y, w: 8, h: 8 },
      queries: [
        { expr: quantile(0.5), legend: 'median' },
        { expr: quantile(0.95), legend: 'p95', exemplar: true },
      ],
    },
    { min: 0 },
  );
}
