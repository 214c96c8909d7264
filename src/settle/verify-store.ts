import type { Objective } from '../model/objective.ts';
import type { Rules } from '../model/rules.ts';
import { listKeptAside } from '../store/keep-aside.ts';
import type { OpenStore } from '../store/open-store.ts';
import {
  listRepositories,
  type RepositoryKey,
  readRepository,
  readRollupDifferences,
} from '../store/verify/read-repository.ts';
import { compareRepository } from './compare-repository.ts';
import type { Difference, Verification } from './verification.ts';

export interface VerifyOptions {
  readonly store: OpenStore;
  readonly objectives: readonly Objective[];
  readonly rules: Rules;
  readonly graceMs: number;
  /** Our clock, ms. */
  readonly clock: () => number;
  /** Folds and settles what is waiting; a repository with unfinished work cannot be compared. */
  readonly drain: () => Promise<unknown>;
  /** Called after each repository. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** How often a repository that new deliveries keep arriving for is looked at again. */
const attempts = 5;

/**
 * Recomputes every derived row from the observation log with the pure fold over whole repositories, which is not how
 * the rows were made, and compares: rows, first statuses, verdicts, totals, buckets and their sums.
 */
export async function verifyStore(options: VerifyOptions): Promise<Verification> {
  const { store } = options;
  await options.drain();
  const repositories = await listRepositories(store.db);
  const differences: Difference[] = [];
  let checked = 0;
  for (const [index, repository] of repositories.entries()) {
    const result = await verifyRepository(options, repository);
    checked += result.checked;
    differences.push(...result.differences);
    options.onProgress?.(index + 1, repositories.length);
  }
  for (const { what, together, sum } of await readRollupDifferences(store.db))
    differences.push({ repository: '', what: 'rollup', key: what, expected: sum, found: together });
  for (const { guid, event, error } of await listKeptAside(store.db))
    differences.push({ repository: '', what: 'kept_aside', key: guid, expected: null, found: { event, error } });
  return { checked, differences };
}

async function verifyRepository(options: VerifyOptions, repository: RepositoryKey): Promise<Verification> {
  for (let attempt = 1; ; attempt += 1) {
    const now = options.clock();
    const stored = await options.store.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((tx) => readRepository(tx, repository, now));
    if (stored.unfinished === 0) return compareRepository(options, repository, stored, now);
    if (attempt === attempts) {
      return {
        checked: 0,
        differences: [
          {
            repository: repository.full_name,
            what: 'unfinished',
            key: repository.full_name,
            expected: 0,
            found: stored.unfinished,
          },
        ],
      };
    }
    await options.drain();
  }
}
