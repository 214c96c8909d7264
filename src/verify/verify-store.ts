import type { Versions } from '../generation/deployment.ts';
import { workReader } from '../generation/work.ts';
import { CisloError } from '../model/error.ts';
import type { Db } from '../store/database.ts';
import { listKeptAside } from '../store/keep-aside.ts';
import type { OpenStore } from '../store/open-store.ts';
import { readAtOneMoment } from '../store/read-at-one-moment.ts';
import { readRollupDifferences } from '../store/verify/read-rollup-differences.ts';
import {
  type ListedRepository,
  listRepositories,
  readStoredRepository,
} from '../store/verify/read-stored-repository.ts';

import { type CurrentGenerations, compareRepository } from './compare-repository.ts';
import type { Difference, Verification } from './verification.ts';

export interface VerifyOptions {
  readonly store: Pick<OpenStore, 'db'>;
  /** Of the fold and the judge that recompute. */
  readonly versions: Versions;
  /** Our clock, ms. */
  readonly clock: () => number;
  /** Waits until everything received is folded and settled, because a repository with unfinished work cannot be compared. */
  readonly drain: () => Promise<unknown>;
  /** Called after each repository. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** How often a repository is compared again when new deliveries for it arrive meanwhile. */
const attempts = 5;

/**
 * Recomputes every derived row from the observation log with the pure fold over whole repositories, which is not how the rows were made,
 * and compares: rows, first statuses, verdicts, totals, buckets and their sums. It takes the rules and the objectives that are current in
 * the database, whatever the settings at hand are.
 *
 * @throws CisloError other_version when another version of the program makes the numbers, so this one cannot recompute them
 */
export async function verifyStore(options: VerifyOptions): Promise<Verification> {
  const { store } = options;
  await options.drain();
  const readDefinitions = definitionsReader(options.versions);
  const repositories = await listRepositories(store.db);
  const differences: Difference[] = [];
  let checked = 0;
  for (const [index, repository] of repositories.entries()) {
    const result = await verifyRepository(options, readDefinitions, repository);
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

async function verifyRepository(
  options: VerifyOptions,
  readDefinitions: ReadDefinitions,
  repository: ListedRepository,
): Promise<Verification> {
  for (let attempt = 1; ; attempt += 1) {
    const now = options.clock();
    const { definitions, stored } = await readAtOneMoment(options.store.db, async (tx) => {
      const current = await readDefinitions(tx);
      return { definitions: current, stored: await readStoredRepository(tx, repository, current.fold.id, now) };
    });
    if (stored.unfinished === 0) return compareRepository(definitions, repository, stored, now);
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

type ReadDefinitions = (tx: Db) => Promise<CurrentGenerations>;

/** Reads what is current in the database, for a program of these versions. */
function definitionsReader(versions: Versions): ReadDefinitions {
  const readWork = workReader(versions);
  return async (tx) => {
    const { live, folds, settling, aside } = await readWork(tx);
    const current = live.folds.find(({ state }) => state === 'current');
    const fold = folds.find(({ id }) => id === current?.id);
    if (current === undefined || fold === undefined) {
      throw new CisloError(
        'other_version',
        `nothing was compared: ${aside ?? `the current numbers were made by fold version ${current?.version ?? 'unknown'}, this program has ${versions.fold} and makes new ones beside them`}; verify with the program that makes them, or once the new ones have taken over (cislo status)`,
      );
    }
    const isCurrent = new Set(live.slos.filter(({ state }) => state === 'current').map(({ id }) => id));
    return { fold, slos: settling.slos.filter(({ id }) => isCurrent.has(id)), graceMs: settling.graceMs };
  };
}
