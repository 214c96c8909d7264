import { expect, it } from 'vitest';
import type { RaisedAlert } from '../../src/alert/alert-evaluator.ts';
import { mergeIncidents } from '../../src/alert/merge-incidents.ts';

function alert(slo: string, firingAt: number, resolvedAt: number | null, bad = 1): RaisedAlert {
  return {
    slo,
    firingAt,
    resolvedAt,
    bad,
    policy: 'p',
    condition: 'c',
    severity: 'page',
    pendingAt: 0,
    peakBurnRate: 1,
  };
}

it('alerts of one SLO that overlap are one incident, with the most bad events of them', () => {
  const alerts = [alert('a', 10, 20, 3), alert('a', 15, 30, 5), alert('a', 16, 18, 1), alert('a', 40, 50)];

  expect(mergeIncidents(alerts)).toEqual([
    { slo: 'a', start: 40, end: 50, bad: 1 },
    { slo: 'a', start: 10, end: 30, bad: 5 },
  ]);
});

it('one that goes on takes in all that come after it, and other SLOs have their own', () => {
  const alerts = [alert('b', 10, 12), alert('a', 10, 12), alert('a', 11, null), alert('a', 90, 95)];

  expect(mergeIncidents(alerts)).toEqual([
    { slo: 'a', start: 10, end: null, bad: 1 },
    { slo: 'b', start: 10, end: 12, bad: 1 },
  ]);
});

it('the order of the alerts does not matter', () => {
  const alerts = [alert('a', 10, 20), alert('a', 20, 30), alert('b', 5, 50)];

  expect(mergeIncidents(alerts.toReversed())).toEqual(mergeIncidents(alerts));
  expect(mergeIncidents([])).toEqual([]);
});
