import { showPercent, showRate } from '../model/show-number.ts';
import type { SloStatus } from '../slo/slo-status.ts';
import { count, noData } from '../web/page/figures.ts';
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
    percent(slo.sli, 2),
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

function percent(ratio: number | null, places: number): string {
  return ratio === null ? noData : showPercent(ratio, places);
}

function times(rate: number | null): string {
  return rate === null ? '–' : `${showRate(rate)}×`;
}

function remark({ name, reason, event_weight: weight }: SloStatus): string {
  const cost =
    weight === null ? '' : ` One bad event costs ${showPercent(weight, twoDigits(weight * 100))} of the budget.`;
  return `${name}: ${reason}${cost}\n`;
}

/** As many places as leave two digits that are not 0 in front. `percent` is above 0. */
function twoDigits(percent: number): number {
  return Math.max(0, 1 - Math.floor(Math.log10(percent)));
}
