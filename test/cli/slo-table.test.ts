import { describe, expect, it } from 'vitest';
import { sloTable } from '../../src/cli/slo-table.ts';
import { computeStatus } from '../../src/slo/compute-status.ts';
import { statusQuestion } from '../../src/slo/status-question.ts';
import { statusWindows } from '../../src/slo/status-windows.ts';
import { objectiveIn } from '../slo/built-in-objective.ts';

const now = Date.UTC(2026, 2, 1, 12, 0, 30);
const build = objectiveIn('slos/build-completion.yaml');

/** What the command prints for a target of 98 % over the given counts. */
function printed(good: number, bad: number): string {
  const question = statusQuestion(build, now);
  const windows = statusWindows([question]).map((window) => ({ ...window, good, bad, excluded: 0 }));
  return sloTable([computeStatus(question, { windows, steps: [], pending: 0 }, now).status]);
}

describe('the SLO table', () => {
  it('and the sentence below it round one number alike', () => {
    // 3143 bad of 100,000 overspend the budget by 57.15 %.
    const text = printed(96_857, 3_143);

    expect(text).toContain('−57.2 %');
    expect(text).toContain('The error budget is overspent by 57.2 %.');
  });

  it('never shows a promise as kept or a budget as untouched that is not', () => {
    const text = printed(999_999, 1);

    expect(text).toContain('99.99 %');
    expect(text).toContain('99.9 % of the error budget is left.');
  });

  it.each([
    [1_600, 12, '3.1 %'],
    [10, 0, '500 %'],
    [1_000_000, 0, '0.005 %'],
  ])('tells of %d good and %d bad events that one costs %s of the budget', (good, bad, cost) => {
    expect(printed(good, bad)).toContain(`One bad event costs ${cost} of the budget.`);
  });

  it('says no data of no event', () => {
    const text = printed(0, 0);

    expect(text).toContain('build-completion: No event in the window was good or bad.\n');
    expect(text).toContain('no data');
  });
});
