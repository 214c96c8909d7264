import { count, noData, percent, times } from '../page/show-value.ts';
import type { SloStatus } from '../slo/slo-status.ts';
import { table } from './table.ts';

const head = [
  'SLO',
  'target',
  'SLI',
  'budget left',
  'burn 1h',
  'burn 6h',
  'good',
  'bad',
  'excluded',
  'pending',
  'status',
];
const right: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7, 8, 9]);

/** The SLO table that `status` and `demo` print, with the rule behind each status and what one bad event costs. */
export function sloTable(slos: readonly SloStatus[]): string {
  const rows = slos.map((slo) => [
    slo.name,
    `${percent(slo.target, 4)} in ${slo.window}`,
    percent(slo.sli),
    percent(slo.budget_remaining_ratio, 1),
    times(slo.burn_rates['1h']),
    times(slo.burn_rates['6h']),
    count(slo.good),
    count(slo.bad),
    count(slo.excluded),
    count(slo.pending),
    slo.status.replaceAll('_', ' '),
  ]);
  return `${table(head, rows, right)}\n${slos.map(remark).join('')}`;
}

function remark({ name, reason, event_weight: weight }: SloStatus): string {
  const cost =
    weight === null || !Number.isFinite(weight) ? noData : `${(weight * 100).toPrecision(2)} % of the budget`;
  return `${name}: ${reason}${/[.!?]$/.test(reason) ? '' : '.'}${weight === null ? '' : ` One bad event costs ${cost}.`}\n`;
}
