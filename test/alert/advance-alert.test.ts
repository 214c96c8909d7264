import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advanceAlert } from '../../src/alert/advance-alert.ts';
import { type AlertProgress, noAlertYet } from '../../src/alert/alert-progress.ts';
import type { ConditionAnswer } from '../../src/alert/condition-test.ts';
import { minute } from './burn-condition.ts';

const answers = { T: 'true', F: 'false', '-': 'no_data' } as const;
const letters = { inactive: 'i', pending: 'p', firing: 'f', resolved: 'r' } as const;

function run(script: string, alertAfter: number, resolveAfter: number): readonly AlertProgress[] {
  const lengths = { alertAfterMs: alertAfter * minute, resolveAfterMs: resolveAfter * minute };
  let progress = noAlertYet;
  return [...script].map((letter, index) => {
    progress = advanceAlert(progress, lengths, answers[letter as keyof typeof answers], index * minute);
    return progress;
  });
}

/** The states minute by minute; a frozen one is a capital letter. */
function states(script: string, alertAfter: number, resolveAfter: number): string {
  return run(script, alertAfter, resolveAfter)
    .map(({ state, isFrozen }) => (isFrozen ? letters[state].toUpperCase() : letters[state]))
    .join('');
}

describe('an alert', () => {
  test.each([
    ['fires when its condition has been true for 2 minutes', 'FTTTT', 2, 5, 'ippff'],
    ['fires at once when it need not wait', 'FTT', 0, 5, 'iff'],
    ['is forgotten when its condition was not true for long enough', 'TTFTTT', 2, 5, 'ppippf'],
    ['is resolved when its condition has been false for 5 minutes', 'TFFFFFFF', 0, 5, 'ffffffrr'],
    ['is resolved at once when it need not wait', 'TFF', 0, 0, 'frr'],
    ['goes on when its condition turns true again before that', 'TFFFFTFFFFFF', 0, 5, 'fffffffffffr'],
    ['begins anew after it was resolved', 'TFTTF', 0, 0, 'frffr'],
    ['stays as it is without data', '-T--TT-F-', 2, 1, 'IpPPpfFfF'],
    ['does not count minutes without data for being true', 'T-----TT', 2, 5, 'pPPPPPpf'],
    ['does not count minutes without data for being false', 'TF-----FF', 0, 2, 'ffFFFFFfr'],
    ['that is resolved stays so without data', 'TF-T', 0, 0, 'frRf'],
  ])('%s', (_fact, script, alertAfter, resolveAfter, expected) => {
    expect(states(script, alertAfter, resolveAfter)).toBe(expected);
  });

  test('knows when it began, fired and was resolved', () => {
    const last = run('FTTTTFFF', 2, 2).at(-1);

    expect(last).toMatchObject({ pendingAt: minute, firingAt: 3 * minute, resolvedAt: 7 * minute, minute: 7 * minute });
  });

  test('whose condition was not true for long enough leaves nothing behind', () => {
    expect(run('TF', 2, 2).at(-1)).toEqual({ ...noAlertYet, minute });
  });
});

test('leaving out the minutes without data gives the same states', () => {
  const answer = fc.constantFrom<ConditionAnswer>('true', 'false', 'no_data');
  fc.assert(
    fc.property(fc.array(answer, { maxLength: 40 }), fc.nat(4), fc.nat(4), (list, alertAfter, resolveAfter) => {
      const script = list.map((one) => (one === 'true' ? 'T' : one === 'false' ? 'F' : '-')).join('');
      const all = states(script, alertAfter, resolveAfter).replace(/[A-Z]/g, '');

      expect(all).toBe(states(script.replaceAll('-', ''), alertAfter, resolveAfter));
    }),
  );
});
