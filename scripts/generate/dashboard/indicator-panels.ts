import { metricFamilies as m } from '../../../src/model/metric-names.ts';
import { type Panel, row, stat } from './panel.ts';

const provider = 'provider=~"$provider"';
const alarm = [
  { color: 'green', value: null },
  { color: 'red', value: 1 },
] as const;

/** The twelve indicators, a number each: builds above, tests below. */
export function indicatorPanels(y: number): readonly Panel[] {
  return [
    row('The twelve indicators, over the time shown', y),
    ...jobIndicators('build', 'Builds', y + 1),
    ...jobIndicators('test', 'Tests', y + 5),
    stat(
      {
        title: 'Unfinished > 12 h',
        description: 'Builds and tests that have not ended 12 hours after they were queued, now.',
        unit: 'short',
        place: { x: 16, y: y + 1, w: 4, h: 4 },
        queries: [
          {
            expr: `sum(max by (kind, provider) (${m.jobsOverdue.name}{kind=~"build|test",${provider}}))`,
            legend: 'overdue',
            instant: true,
          },
        ],
      },
      alarm,
    ),
    stat({
      title: 'Pull requests handled',
      description: 'Changes of pull requests that ask for statuses: opened, pushed to, reopened, made ready.',
      unit: 'short',
      decimals: 0,
      place: { x: 20, y: y + 1, w: 4, h: 4 },
      queries: [
        { expr: `sum(max by (action) (increase(${m.revisions.name}[$__range])))`, legend: 'changes', instant: true },
      ],
    }),
    stat(
      {
        title: 'First status, p95',
        description:
          'Time from a change of a pull request to the first status of anyone; 19 in 20 changes waited no longer. Promised: 15 s.',
        unit: 's',
        place: { x: 16, y: y + 5, w: 4, h: 4 },
        queries: [{ expr: quantile(m.firstStatus.name, 'provider="any"', '$__range'), legend: 'p95', instant: true }],
      },
      [
        { color: 'green', value: null },
        { color: 'red', value: 15 },
      ],
    ),
    stat(
      {
        title: 'No status for 15 s',
        description: 'Open pull requests whose newest change has had no status at all for more than 15 seconds, now.',
        unit: 'short',
        place: { x: 20, y: y + 5, w: 4, h: 4 },
        queries: [{ expr: `max(${m.revisionsWithoutStatus.name}{provider="any"})`, legend: 'waiting', instant: true }],
      },
      alarm,
    ),
  ];
}

function jobIndicators(kind: string, word: string, y: number): readonly Panel[] {
  const jobs = `kind="${kind}",${provider}`;
  const counted = (name: string, title: string, x: number, by: string): Panel =>
    stat({
      title: `${word} ${title}`,
      description: `How many ${word.toLowerCase()} were ${title} in the time shown.`,
      unit: 'short',
      decimals: 0,
      place: { x, y, w: 4, h: 4 },
      queries: [{ expr: `sum(max by (${by}) (increase(${name}{${jobs}}[$__range])))`, legend: title, instant: true }],
    });
  return [
    counted(m.jobsQueued.name, 'queued', 0, 'provider'),
    counted(m.jobsStarted.name, 'started', 4, 'provider'),
    counted(m.jobsFinished.name, 'finished', 8, 'provider, outcome'),
    stat({
      title: `${word}, time to finish, p95`,
      description: `Time from queued to finished; 19 in 20 ${word.toLowerCase()} took no longer.`,
      unit: 's',
      place: { x: 12, y, w: 4, h: 4 },
      queries: [{ expr: quantile(m.jobDuration.name, jobs, '$__range'), legend: 'p95', instant: true }],
    }),
  ];
}

/** The 95th percentile over replicas that all export the same buckets. */
function quantile(name: string, labels: string, range: string): string {
  return `histogram_quantile(0.95, sum by (le) (max by (le, provider) (rate(${name}_bucket{${labels}}[${range}]))))`;
}
