import { deploy } from '../../src/generation/deploy.ts';
import { type Deployment, deploymentHash, ownVersions } from '../../src/generation/deployment.ts';
import { foldBatch, settleBatch } from '../../src/generation/next-batch.ts';
import { type ReadWork, workReader } from '../../src/generation/work.ts';
import type { Objective } from '../../src/model/objective.ts';
import type { Rules, RulesData } from '../../src/model/rules.ts';
import type { OpenStore } from '../../src/store/open-store.ts';
import { objectives } from './objectives.ts';
import { rules } from './rules.ts';

/** Settings of a test: hand-written objectives and rules, unless it says otherwise. */
export function deploymentOf(
  changes: Partial<Omit<Deployment, 'rules' | 'objectives'>> & {
    readonly rules?: Rules;
    readonly objectives?: readonly Objective[];
  } = {},
): Deployment {
  return {
    versions: ownVersions,
    graceMs: 60_000,
    objectives,
    ...changes,
    rules: rulesDataOf(changes.rules ?? rules),
  };
}

/** Makes these settings those of the database, whatever was deployed before. */
export async function deployTo(store: Pick<OpenStore, 'db'>, deployment: Deployment, now: number): Promise<void> {
  await deploy(store.db, { id: `test ${deploymentHash(deployment)}`, kind: 'migrate' }, deployment, now);
}

/** Folds and settles everything at `now`, for every generation that the database has. */
export async function settleAll(
  store: Pick<OpenStore, 'db'>,
  now: number,
  { folded = 1_000, settled = 1_000, readWork = workReader(ownVersions) } = {} as {
    readonly folded?: number;
    readonly settled?: number;
    readonly readWork?: ReadWork;
  },
): Promise<void> {
  while ((await foldBatch(store.db, readWork, folded, now)).rows > 0);
  while ((await settleBatch(store.db, readWork, settled, now)).rows > 0);
}

/** The rules as the data that they could have been compiled from. */
export function rulesDataOf(compiled: Rules): RulesData {
  return JSON.parse(
    JSON.stringify(
      { ...compiled, expected: compiled.expected.map((entry) => ({ ...entry, repository: globOf(entry.repository) })) },
      (_key, value: unknown) => (value instanceof RegExp ? value.source : value),
    ),
  ) as RulesData;
}

/** The one repository that a pattern names, or all. */
function globOf({ source }: RegExp): string {
  const [, name] = /^\^([\w.-]+\\\/[\w.-]+)\$$/.exec(source) ?? [];
  return name?.replace('\\', '') ?? '*';
}
