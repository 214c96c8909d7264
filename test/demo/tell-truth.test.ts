import { describe, expect, it } from 'vitest';
import { createMonthScript, type ScriptedRevision, type ScriptedSign } from '../../src/demo/month-script.ts';
import { tellTruth } from '../../src/demo/tell-truth.ts';

const at = Date.UTC(2026, 0, 5, 9);
const revision: ScriptedRevision = {
  action: 'opened',
  repositoryId: 1,
  commit: 'a/b@2',
  changedAt: at,
  replacedAt: null,
  askedAgainAt: null,
  closedAt: null,
  endedAt: null,
  draft: false,
  needsNoAnswer: false,
};
/** Somebody answered the change before, so that an answer is owed. */
const earlier: ScriptedRevision = { ...revision, commit: 'a/b@1', changedAt: at - 3_600_000 };
const answer: ScriptedSign = { provider: 'jenkins', commit: 'a/b@1', at: at - 3_595_000 };

describe('tellTruth', () => {
  it.each([
    ['counts an open newest head that nobody answered', {}, at + 15_001, 1],
    ['waits 15 s before it counts it', {}, at + 15_000, 0],
    ['does not count a replaced head', { replacedAt: at + 1000 }, at + 60_000, 0],
    ['does not count a closed pull request', { endedAt: at + 1000 }, at + 60_000, 0],
    ['does not count one whose commit asks for no CI', { needsNoAnswer: true }, at + 60_000, 0],
    ['does not count a draft where no draft was ever answered', { draft: true }, at + 60_000, 0],
    ['does not count a commit that was built for an earlier change', { commit: 'a/b@1' }, at + 60_000, 0],
  ])('%s', (_, own, now, expected) => {
    const script = createMonthScript(at + 60_000);
    script.revisions.push(earlier, { ...revision, ...own });
    script.signs.push(answer);

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
