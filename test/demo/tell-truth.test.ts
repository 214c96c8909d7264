import { describe, expect, it } from 'vitest';
import { createMonthScript, type ScriptedRevision } from '../../src/demo/month-script.ts';
import { tellTruth } from '../../src/demo/tell-truth.ts';

const at = Date.UTC(2026, 0, 5, 9);
const revision: ScriptedRevision = {
  action: 'opened',
  commit: 'a/b@1',
  changedAt: at,
  replacedAt: null,
  closedAt: null,
  endedAt: null,
};

describe('tellTruth', () => {
  it.each([
    ['counts an open newest head that nobody answered', {}, at + 15_001, 1],
    ['waits 15 s before it counts it', {}, at + 15_000, 0],
    ['does not count a replaced head', { replacedAt: at + 1000 }, at + 60_000, 0],
    ['does not count a closed pull request', { endedAt: at + 1000 }, at + 60_000, 0],
  ])('%s', (_, own, now, expected) => {
    const script = createMonthScript(at + 60_000);
    script.revisions.push({ ...revision, ...own });

    const truth = tellTruth(script, [], { seed: '', start: at, end: at + 60_000, now });

    expect(truth.revisions.withoutStatus).toBe(expected);
  });

  it('says nothing of the future', () => {
    const script = createMonthScript(at);
    script.say('push', at + 1, () => ({}));
    script.revisions.push({ ...revision, changedAt: at + 1 });

    const truth = tellTruth(script, [], { seed: '', start: at, end: at, now: at });

    expect(script.deliveries).toEqual([]);
    expect(truth.revisions.total).toBe(0);
    expect(truth.slos.map(({ sli, budgetRemainingRatio }) => [sli, budgetRemainingRatio])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
  });

  it('is plain JSON', () => {
    const truth = tellTruth(createMonthScript(at), [], { seed: 'x', start: at, end: at, now: at });

    expect(JSON.parse(JSON.stringify(truth))).toEqual(truth);
  });
});
