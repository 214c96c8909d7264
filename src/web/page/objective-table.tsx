import type { SloReading } from '../../status/read-slo-status.ts';
import type { CountedDay } from './browse/count-days.ts';
import { DayBars } from './browse/day-bars.tsx';
import { BudgetBar } from './budget-bar.tsx';
import { budget, count, percent, times } from './figures.ts';
import { keepUnits } from './keep-units.ts';
import { objectiveSentence } from './objective-sentence.ts';
import { ScrollRegion } from './scroll-region.tsx';
import { sloAddress } from './slo-address.ts';
import { StatusWord } from './status-word.tsx';
import { worstFirst } from './worst-first.ts';

interface ObjectiveTableProps {
  readonly readings: readonly SloReading[];
  /** What each counted on each of the last days, by its name; without it no day is drawn. */
  readonly days?: ReadonlyMap<string, readonly CountedDay[]>;
}

/** The objectives, the worst first: what is wrong in words, then budget, target, SLI, burn rates and counts. */
export function ObjectiveTable({ readings, days }: ObjectiveTableProps) {
  return (
    <ScrollRegion label="Objectives">
      <table class="cards">
        <caption>Objectives, the worst first</caption>
        <thead>
          <tr>
            <th scope="col">Objective</th>
            <th scope="col">Status</th>
            {['Budget left', 'Target', 'SLI', 'Burn 1 h', 'Burn 6 h', 'Good', 'Bad', 'Pending'].map((name) => (
              <th scope="col" class="number">
                {keepUnits(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {worstFirst(readings).map((reading) => (
            <ObjectiveRow reading={reading} days={days?.get(reading.objective.name)} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

interface ObjectiveRowProps {
  readonly reading: SloReading;
  readonly days: readonly CountedDay[] | undefined;
}

function ObjectiveRow({ reading, days }: ObjectiveRowProps) {
  const { objective, status } = reading;
  const { name, displayName, service, targetRatio, window } = objective;
  const isQuiet = status.status === 'healthy' || status.status === 'no_data';
  return (
    <tr data-key={name} class={isQuiet ? 'quiet' : undefined}>
      <th scope="row">
        <a href={sloAddress({ id: name })}>{displayName}</a>
        <small>
          {name}, {window.text}, <a href={`/services/${encodeURIComponent(service)}`}>{service}</a>
        </small>
      </th>
      <td class="wide">
        <StatusWord status={status.status} />
        <small>{objectiveSentence(reading)}</small>
        {days === undefined ? null : (
          <DayBars days={days} target={targetRatio} label={`${displayName}, the last ${days.length} days`} />
        )}
      </td>
      <td class="number" data-label="Budget left">
        {budget(status.budget_remaining_ratio)}
        <BudgetBar ratio={status.budget_remaining_ratio} status={status.status} />
      </td>
      <td class="number" data-label="Target">
        {percent(targetRatio, 4)}
      </td>
      <td class="number" data-label="SLI">
        {percent(status.sli)}
      </td>
      <td class="number" data-label={keepUnits('Burn 1 h')}>
        {times(status.burn_rates['1h'])}
      </td>
      <td class="number" data-label={keepUnits('Burn 6 h')}>
        {times(status.burn_rates['6h'])}
      </td>
      <td class="number" data-label="Good">
        {count(status.good)}
      </td>
      <td class="number" data-label="Bad">
        {count(status.bad)}
      </td>
      <td class="number" data-label="Pending">
        {count(status.pending)}
      </td>
    </tr>
  );
}
