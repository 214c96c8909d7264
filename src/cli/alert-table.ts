import { showRate } from '../model/show-number.ts';
import type { alertStateJson, raisedAlertJson } from '../web/api/alert-json.ts';
import { count } from '../web/page/figures.ts';
import { table } from './table.ts';

/** How alerts stand, for a terminal. */
export function alertStateTable(items: readonly ReturnType<typeof alertStateJson>[]): string {
  const rows = items.map((item) => [
    item.instance === null ? item.slo : `${item.slo} ${item.instance}`,
    item.policy,
    item.severity,
    item.frozen ? `${item.state} (frozen: no data)` : item.state,
    minute(item.pending_at),
    minute(item.firing_at),
    minute(item.resolved_at),
    item.peak_burn_rate === null ? '–' : `${showRate(item.peak_burn_rate)}×`,
  ]);
  return table(
    ['SLO', 'policy', 'severity', 'state', 'pending', 'firing', 'resolved', 'peak burn'],
    rows,
    new Set([7]),
  );
}

/** Alerts that fired, for a terminal. */
export function raisedAlertTable(items: readonly ReturnType<typeof raisedAlertJson>[]): string {
  const rows = items.map((item) => [
    item.slo,
    item.policy,
    item.severity,
    minute(item.pending_at),
    minute(item.firing_at),
    item.resolved_at === null ? 'still fires' : minute(item.resolved_at),
    `${showRate(item.peak_burn_rate)}×`,
    count(item.bad),
  ]);
  const head = ['SLO', 'policy', 'severity', 'pending', 'firing', 'resolved', 'peak burn', 'bad'];
  const sum = items.length === 1 ? '1 alert' : `${count(items.length)} alerts`;
  return `${items.length === 0 ? '' : table(head, rows, new Set([6, 7]))}${sum} would have fired.\n`;
}

/** `2026-01-05 12:34`, UTC; – for no time. */
function minute(time: string | null): string {
  return time === null ? '–' : time.slice(0, 16).replace('T', ' ');
}
