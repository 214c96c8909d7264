import { windowLabel } from '../../budget/window-label.ts';
import { toNumber } from '../../model/fraction.ts';
import type { SloReading } from '../../status/read-slo-status.ts';
import { duration, times, utc } from './figures.ts';
import type { AlertLine } from './read-slo-page.ts';
import { ScrollRegion } from './scroll-region.tsx';

interface AlertListProps {
  readonly alerts: readonly AlertLine[];
  readonly reading: SloReading;
}

const operators = { gt: 'above', gte: 'at or above', lt: 'below', lte: 'at or below' } as const;

/** The policies of an SLO: what each looks at, how fast the budget burns there, and how its alert stands. */
export function AlertList({ alerts, reading }: AlertListProps) {
  return (
    <section id="alerts">
      <h2>Burn rates and alerts</h2>
      {alerts.length === 0 ? (
        <p class="empty">No policy can alert on this SLO: its target is too low for any of them.</p>
      ) : (
        <ScrollRegion label="Burn rates and alerts">
          <table>
            <thead>
              <tr>
                <th scope="col">Alert</th>
                <th scope="col" class="number">
                  Burn, long window
                </th>
                <th scope="col" class="number">
                  Burn, short window
                </th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <tbody>
              {alerts.map((line) => (
                <AlertRow line={line} reading={reading} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </section>
  );
}

function AlertRow({
  line: { policy, isPage, alert },
  reading,
}: {
  readonly line: AlertLine;
  readonly reading: SloReading;
}) {
  const { kind, op, threshold, lookbackMs, shortMs } = policy.condition;
  const rateOver = (ms: number | null): number | null =>
    ms === null ? null : (reading.windows.find(({ window }) => window === windowLabel(ms))?.burnRate ?? null);
  const over = `over ${duration(lookbackMs)}${shortMs === null ? '' : ` and ${duration(shortMs)}`}`;
  const what =
    kind === 'burnrate'
      ? `burn rate ${operators[op]} ${times(toNumber(threshold))}`
      : `budget gone ${operators[op]} ${toNumber(threshold)} h`;
  const since = alert?.firingAt ?? alert?.pendingAt ?? null;
  return (
    <tr data-key={`${policy.name} ${policy.condition.name}`}>
      <th scope="row">
        {isPage ? 'Page' : 'Ticket'}
        <small>{`${policy.name}: ${what} ${over}`}</small>
      </th>
      <td class="number">{times(rateOver(lookbackMs))}</td>
      <td class="number">{times(rateOver(shortMs))}</td>
      <td>
        {alert?.state ?? 'not evaluated yet'}
        {alert?.isFrozen === true ? ', frozen' : ''}
        {alert !== null && since !== null && (alert.state === 'firing' || alert.state === 'pending') ? (
          <small>{`since ${utc(since)}`}</small>
        ) : null}
      </td>
    </tr>
  );
}
