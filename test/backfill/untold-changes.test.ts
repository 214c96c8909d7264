import { describe, expect, it } from 'vitest';
import { untoldChanges } from '../../src/backfill/untold-changes.ts';
import type { PullRequestObservation } from '../../src/model/observation.ts';
import type { PastChange } from '../../src/normalize/rest/pull-request-history.ts';

const day = 86_400_000;
const startedAt = 100 * day;
const change = (action: PastChange['action'], at: number, headSha = 'a'): PastChange => ({
  action,
  at,
  headSha,
  draft: null,
  sender: null,
});
const told = (action: PastChange['action'], at: number, headSha = 'a') =>
  ({ action, at, headSha }) as PullRequestObservation;
const never = { webhooksSince: null, startedAt, retentionMs: 3 * day };

describe('what only the back-fill can tell', () => {
  it('is everything where no webhook ever comes', () => {
    const changes = [change('opened', 1), change('synchronize', startedAt)];

    expect(untoldChanges(changes, [], never)).toEqual(changes);
  });

  it('is not what a webhook may still bring', () => {
    const span = { ...never, webhooksSince: startedAt - 2 * day };
    const before = change('synchronize', startedAt - 2 * day - 1);
    const after = change('synchronize', startedAt - day);

    expect(untoldChanges([before, after, change('closed', startedAt)], [], span)).toEqual([
      before,
      change('closed', startedAt),
    ]);
  });

  it('is what a webhook failed to bring while GitHub kept it', () => {
    const span = { ...never, webhooksSince: 1 };
    const lost = change('reopened', startedAt - 4 * day);

    expect(untoldChanges([lost], [], span)).toEqual([lost]);
  });

  it('is not what the log has, a little earlier or later', () => {
    const known = [told('opened', 5, 'x'), told('synchronize', 60_000)];

    expect(untoldChanges([change('opened', 1), change('synchronize', 1)], known, never)).toEqual([]);
    expect(untoldChanges([change('synchronize', 1, 'b')], known, never)).toHaveLength(1);
    expect(untoldChanges([change('synchronize', 120_001)], known, never)).toHaveLength(1);
    expect(untoldChanges([change('reopened', 60_000)], known, never)).toHaveLength(1);
  });
});
