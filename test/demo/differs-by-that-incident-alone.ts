import { expect, it } from 'vitest';
import { type DemoMonth, generateMonth } from '../../src/demo/generate-month.ts';
import type { IncidentName } from '../../src/demo/incident-names.ts';
import { incidentTable } from './incident-table.ts';
import { measureMonth } from './measure-month.ts';
import { differences, type Numbers, numbersOf } from './numbers-of.ts';

const end = Date.UTC(2026, 5, 17, 12);
const now = end + 90_000;

/** These change how others go on, so that other deliveries stand in the place of some. */
const inPlace: readonly IncidentName[] = ['outage', 'slow-week', 'scarce-runners', 'jenkins-hangs'];

const months = new Map<string, DemoMonth>();
const measured = new Map<DemoMonth, Numbers>();

/** A month in which everything happens at least once, without one thing; made once. */
function monthWithout(incident: IncidentName | null): DemoMonth {
  const key = String(incident);
  const known = months.get(key);
  if (known !== undefined) return known;
  const without = incident === null ? [] : [incident];
  const month = generateMonth({ seed: 'cislo', end, deliveries: 6_000, repositories: 20, without });
  months.set(key, month);
  return month;
}

function tell(incident: IncidentName | null): Numbers {
  return numbersOf(monthWithout(incident).truthAt(now));
}

/** What the product makes of it; measured once. */
function measure(incident: IncidentName | null): Numbers {
  const month = monthWithout(incident);
  const numbers = measured.get(month) ?? numbersOf(measureMonth(month, now));
  measured.set(month, numbers);
  return numbers;
}

function bodies(incident: IncidentName | null): ReadonlyMap<string, string> {
  return new Map([...monthWithout(incident).deliveries].map(({ guid, payload }) => [guid, JSON.stringify(payload)]));
}

/**
 * Tests of a month without each of these incidents: the truth differs only in what it touches, every other delivery stays,
 * and the product measures what the truth tells. One costs about a second, so quick tests try a few and full ones the rest.
 */
export function itDiffersByThatIncidentAlone(incidents: readonly IncidentName[]): void {
  const table = incidentTable.filter(({ incident }) => incidents.includes(incident));

  it.each(table)('$incident: its truth differs only in what that touches', ({ incident, touches, tells }) => {
    const changed = Object.keys(differences(tell(incident), tell(null)));

    expect(changed).not.toEqual([]);
    expect(changed).toEqual(expect.arrayContaining([...tells]));
    expect(changed.filter((path) => !touches.some((pattern) => pattern.test(path)))).toEqual([]);
  });

  it.each(incidents.filter((incident) => !inPlace.includes(incident)))(
    '%s: every other delivery stays as it was, byte for byte',
    (incident) => {
      const whole = bodies(null);

      const rest = bodies(incident);

      expect([...rest].filter(([guid, body]) => whole.get(guid) !== body)).toEqual([]);
      expect(rest.size).toBeLessThan(whole.size);
    },
  );

  it.each(incidents)('%s: what the product measures changes by exactly what the truth says', (incident) => {
    const changes = differences(measure(incident), measure(null));

    expect(changes).toEqual(differences(tell(incident), tell(null)));
  });
}
