import { describe, expect, test } from 'vitest';
import { readPolicy } from '../../src/alert/read-policy.ts';
import { toNumber } from '../../src/model/fraction.ts';
import type { WrittenPolicy } from '../../src/model/written-policy.ts';
import { exact, hour, minute } from './burn-condition.ts';

const condition: WrittenPolicy['condition'] = {
  name: 'fast',
  severity: 'page',
  kind: 'burnrate',
  op: 'gt',
  threshold: '14.4',
  lookbackWindow: '1h',
  alertAfter: null,
  annotations: {},
};

function read(parts: Partial<WrittenPolicy['condition']>, target = '0.99', annotations: Record<string, string> = {}) {
  const written = {
    name: 'p',
    labels: { team: 'ci' },
    annotations,
    alertWhenNoData: true,
    alertWhenBreaching: true,
    alertWhenResolved: false,
    targets: ['pager'],
    condition: { ...condition, ...parts },
  };
  return readPolicy(written, exact(target));
}

function problems(parts: Partial<WrittenPolicy['condition']>, target = '0.99'): readonly string[] {
  const { policy, problems } = read(parts, target);
  expect(policy === null).toBe(problems.length > 0);
  return problems.map(({ path, message }) => `${path}: ${message}`);
}

function warnings(parts: Partial<WrittenPolicy['condition']>): readonly string[] {
  const { policy, warnings } = read(parts);
  expect(policy).not.toBeNull();
  return warnings.map(({ message }) => message);
}

describe('a written policy', () => {
  test('gets what it does not say: no short window, 3 bad events, 2 and 5 minutes', () => {
    const { policy } = read({});

    expect(policy).toMatchObject({
      name: 'p',
      severity: 'page',
      labels: { team: 'ci' },
      runbook: null,
      dashboard: null,
      owner: null,
      alertWhenNoData: true,
      alertWhenResolved: false,
      targets: ['pager'],
      condition: {
        name: 'fast',
        lookbackMs: hour,
        shortMs: null,
        minBad: 3,
        alertAfterMs: 2 * minute,
        resolveAfterMs: 5 * minute,
      },
    });
    expect(toNumber(policy?.condition.threshold ?? exact('0'))).toBe(14.4);
  });

  test('says the rest in annotations', () => {
    const annotations = {
      'cislo.dev/short-window': '5m',
      'cislo.dev/min-bad': '1',
      'cislo.dev/resolve-after': '0m',
    };
    const links = { 'cislo.dev/runbook': 'https://r', 'cislo.dev/dashboard': 'https://d', 'cislo.dev/owner': 'ada' };
    const { policy } = read({ annotations, severity: 'low', alertAfter: '0m' }, '0.99', links);

    expect(policy).toMatchObject({
      runbook: 'https://r',
      dashboard: 'https://d',
      owner: 'ada',
      condition: { shortMs: 5 * minute, minBad: 1, resolveAfterMs: 0, alertAfterMs: 0 },
    });
  });

  test('of a severity that is no page waits 15 minutes', () => {
    const afterMs = ['page', 'Critical', 'sev1', 'sev2', 'ticket'].map(
      (severity) => read({ severity }).policy?.condition.alertAfterMs,
    );

    expect(afterMs).toEqual([2, 2, 2, 15, 15].map((length) => length * minute));
  });
});

describe('a written policy is refused', () => {
  test.each<[Partial<WrittenPolicy['condition']>, string]>([
    [{ kind: 'latency' }, "condition.kind: must be burnrate or exhaustion, got 'latency'"],
    [{ op: 'eq' }, "condition.op: must be gt or gte or lt or lte, got 'eq'"],
    [{ threshold: 'x' }, "condition.threshold: must be a number, got 'x'; write 14.4"],
    [
      { lookbackWindow: '1M' },
      "condition.lookbackWindow: must be whole minutes, hours, days or weeks, got '1M'; write 5m, 1h or 3d",
    ],
    [
      { lookbackWindow: '0m' },
      "condition.lookbackWindow: must be whole minutes, hours, days or weeks, got '0m'; write 5m, 1h or 3d",
    ],
    [
      { alertAfter: '90s' },
      "condition.alertAfter: must be whole minutes, hours, days or weeks, got '90s'; write 5m, 1h or 3d",
    ],
    [
      { annotations: { 'cislo.dev/short-window': '1h' } },
      "condition.annotations.cislo.dev/short-window: must be shorter than lookbackWindow (1h), got '1h'",
    ],
    [
      { annotations: { 'cislo.dev/min-bad': '0' } },
      'condition.annotations.cislo.dev/min-bad: must be a whole number from 1 on, got \'0\'; write "3"',
    ],
    [
      { annotations: { 'cislo.dev/resolve-after': 'soon' } },
      "condition.annotations.cislo.dev/resolve-after: must be whole minutes, hours, days or weeks, got 'soon'; write 5m, 1h or 3d",
    ],
  ])('with %j', (parts, message) => {
    expect(problems(parts)).toEqual([message]);
  });

  test('when its threshold is out of reach, with the largest that is not', () => {
    const over = 'a burn rate is never above 10 at a target of 0.9: it cannot exceed 1 ÷ (1 − target)';

    expect(problems({ threshold: '10' }, '0.9')).toEqual([`condition.threshold: ${over}; write a threshold below 10`]);
    expect(problems({ threshold: '10', op: 'gte' }, '0.9')).toEqual([]);
    expect(problems({ threshold: '10.01', op: 'gte' }, '0.9')[0]).toContain('at or above 10.01');
    expect(problems({ threshold: '10.01', op: 'gte' }, '0.9')[0]).toContain('write at most 10');
    expect(problems({ threshold: '14.4' }, '0.93')[0]).toContain('write a threshold below 14.2857');
    expect(problems({ threshold: '9.99' }, '0.9')).toEqual([]);
  });

  test('when nothing is as small as it asks for', () => {
    expect(problems({ op: 'lt', threshold: '0' })[0]).toContain('a burn rate is never below 0');
    expect(problems({ op: 'lte', threshold: '-1' })[0]).toContain('a burn rate is never at or below -1');
    expect(problems({ kind: 'exhaustion', op: 'lt', threshold: '0' })[0]).toContain(
      'a number of hours is never below 0',
    );
    expect(problems({ kind: 'exhaustion', op: 'lte', threshold: '0' })).toEqual([]);
  });
});

describe('a written policy is taken with a warning', () => {
  test('when it is true of a healthy SLO', () => {
    expect(warnings({ op: 'lte', threshold: '2' })[0]).toContain('a burn rate at or below 2 is true when all is well');
    expect(warnings({ op: 'lt', threshold: '2' })).toHaveLength(1);
    expect(warnings({ op: 'gte', threshold: '0' })).toHaveLength(1);
    expect(warnings({ op: 'gt', threshold: '-1' })).toHaveLength(1);
    expect(warnings({ op: 'gt', threshold: '0' })).toEqual([]);
    expect(warnings({ kind: 'exhaustion', op: 'gt', threshold: '4' })[0]).toContain('write lt or lte');
    expect(warnings({ kind: 'exhaustion', op: 'lte', threshold: '4' })).toEqual([]);
  });
});
