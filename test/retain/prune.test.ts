import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ownVersions } from '../../src/generation/deployment.ts';
import type { LogEntry } from '../../src/model/delivery.ts';
import { systemViewer } from '../../src/model/viewer.ts';
import { prune } from '../../src/retain/prune.ts';
import { run } from '../../src/store/database.ts';
import { verifyStore } from '../../src/verify/verify-store.ts';
import { emptyTables } from '../support/dump-rows.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../support/embedded-store.ts';
import { day, entryOf, hour, noon, pullRequest, status } from '../support/entries.ts';
import { deploymentOf, deployTo, settleAll } from '../support/generations.ts';

const now = noon + 3 * day;
const before = now - 90 * day;

describe('retention', () => {
  let embedded: EmbeddedStore;
  beforeAll(async () => {
    embedded = await openEmbeddedStore();
    await deployTo(embedded.store, deploymentOf(), now);
  });
  afterAll(() => embedded.remove());
  beforeEach(() => emptyTables(embedded.store.db));

  const sha = (number: number): string => String(number).padStart(40, '0');
  /** Pull request `number`, opened that many hours after noon; one that was answered expects answers of the next ones. */
  function opened(number: number, isAnswered: boolean): readonly LogEntry[] {
    const at = noon + number * hour;
    const answer = status({ at: at + 5_000, headSha: sha(number), name: 'build', phase: 'final' });
    return [
      entryOf(pullRequest({ at, pullRequest: number, headSha: sha(number) })),
      ...(isAnswered ? [entryOf(answer)] : []),
    ];
  }
  async function deliver(...entries: readonly LogEntry[]): Promise<void> {
    await embedded.store.append(entries);
    await settleAll(embedded.store, now);
  }
  /** As if we had received what is about pull requests below `number` long before retention began. */
  async function setBack(number: number): Promise<void> {
    await run(
      embedded.store.db,
      `update observation_log set received_at = received_at - interval '100 days' where head_sha < $1`,
      [sha(number)],
    );
  }
  async function differences(): Promise<readonly unknown[]> {
    const { store } = embedded;
    return (await verifyStore({ store, versions: ownVersions, clock: () => now, drain: async () => undefined }))
      .differences;
  }
  async function verdicts(): Promise<ReadonlyMap<number, unknown>> {
    const { items } = await embedded.store.read.listRevisions(systemViewer, {});
    return new Map(items.map(({ pullRequest: number, verdict }) => [number, verdict]));
  }

  it('keeps the revisions that tell who is expected on younger ones', async () => {
    await deliver(...opened(1, true), ...opened(2, false));
    await setBack(2);

    const removed = await prune(embedded.store.db, before);

    expect(removed).toBe(0);
    expect((await verdicts()).get(2)).toBe('bad');
    expect(await differences()).toEqual([]);
  });

  it('removes those before them, and what is left stays as it was decided', async () => {
    await deliver(...Array.from({ length: 30 }, (_, n) => opened(n + 1, n % 3 === 0)).flat());
    await deliver(...opened(31, false));
    await setBack(31);
    const decided = await verdicts();

    const removed = await prune(embedded.store.db, before);

    expect(removed).toBe(10);
    const left = await verdicts();
    expect([...left.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: 21 }, (_, n) => n + 11));
    for (const [number, verdict] of left) expect(verdict).toBe(decided.get(number));
    expect(await differences()).toEqual([]);
  });

  it('is true of what is decided anew where the history before it is gone', async () => {
    await deliver(...Array.from({ length: 30 }, (_, n) => opened(n + 1, n === 0)).flat());
    await deliver(...opened(31, true));
    await setBack(31);
    await prune(embedded.store.db, before);

    await deliver(entryOf(status({ at: noon + 11 * hour + 60_000, headSha: sha(11), name: 'test', phase: 'final' })));

    expect(await differences()).toEqual([]);
  });

  it('still finds a revision that was changed behind its back where the history before it is there', async () => {
    await deliver(...Array.from({ length: 30 }, (_, n) => opened(n + 1, n % 3 === 0)).flat(), ...opened(31, false));
    await setBack(31);
    await prune(embedded.store.db, before);

    await run(embedded.store.db, `update revisions set nobody_expected = true where pull_request = 31`);

    expect(await differences()).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ what: 'revision', found: expect.objectContaining({ pullRequest: 31 }) }),
      ]),
    );
  });
});
