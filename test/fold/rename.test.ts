import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ownVersions } from '../../src/generation/deployment.ts';
import { foldBatch } from '../../src/generation/next-batch.ts';
import { workReader } from '../../src/generation/work.ts';
import type { LogEntry } from '../../src/model/delivery.ts';
import { run } from '../../src/store/database.ts';
import { emptyTables } from '../support/dump-rows.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../support/embedded-store.ts';
import { entryOf, hour, minute, noon, pullRequest, status } from '../support/entries.ts';
import { deploymentOf, deployTo } from '../support/generations.ts';

const now = noon + hour;

/** GitHub tells at `sentAt` that the repository has this name now. */
function renamed(fullName: string, sentAt: number): LogEntry {
  return entryOf(
    {
      type: 'repository',
      fact: 'renamed',
      branch: null,
      installationId: null,
      at: sentAt,
      isTimeKnown: true,
      quirks: [],
    },
    { repository: { host: 'github.com', id: 42, fullName, private: false, installationId: 1 }, sentAt },
  );
}

describe('a repository with an open run and an unanswered change', () => {
  let embedded: EmbeddedStore;
  const readWork = workReader(ownVersions);
  const fold = () => foldBatch(embedded.store.db, readWork, 100, now);
  beforeAll(async () => {
    embedded = await openEmbeddedStore();
    await deployTo(embedded.store, deploymentOf(), now);
  });
  afterAll(() => embedded.remove());
  beforeEach(async () => {
    await emptyTables(embedded.store.db);
    await embedded.store.append([
      entryOf(pullRequest({ at: noon })),
      entryOf(status({ at: noon + minute, headSha: 'b'.repeat(40) })),
    ]);
    await fold();
  });

  const deliver = async (...entries: readonly LogEntry[]): Promise<void> => {
    await embedded.store.append(entries);
    await fold();
  };
  /** What is to be folded again. */
  const requests = async (): Promise<readonly string[]> =>
    (await run<{ guid: string }>(embedded.store.db, `select guid from inbox order by guid`)).map(({ guid }) => guid);
  const name = async (): Promise<string | undefined> =>
    (await run<{ full_name: string }>(embedded.store.db, `select full_name from repositories`))[0]?.full_name;

  it('is folded again when it gets another name', async () => {
    await deliver(renamed('octo/new', noon + 2 * minute));

    expect(await name()).toBe('octo/new');
    expect(await requests()).toEqual(['fold:1', `fold:${'b'.repeat(40)}`]);
  });

  it('is not folded again when a delivery tells the name that is known', async () => {
    await deliver(renamed('octo/repo', noon + 2 * minute));

    expect(await name()).toBe('octo/repo');
    expect(await requests()).toEqual([]);
  });

  it('keeps its name, and is not folded again, when an older rename is delivered later', async () => {
    await deliver(renamed('octo/newest', noon + 3 * minute));
    await fold();

    await deliver(renamed('octo/newer', noon + 2 * minute));

    expect(await name()).toBe('octo/newest');
    expect(await requests()).toEqual([]);
  });
});
