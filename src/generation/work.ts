import { compileRules } from '../config/compile-rules.ts';
import { readStoredRules } from '../config/read-stored-rules.ts';
import type { FoldGeneration } from '../fold/fold-generation.ts';
import { type LiveGenerations, noFold } from '../model/generation.ts';
import type { MeasuredIndicator } from '../model/objective.ts';
import type { Settling, SloGeneration } from '../settle/slo-generation.ts';
import { compileIndicator } from '../slo/compile-indicator.ts';
import { readStoredIndicator } from '../slo/read-stored-objective.ts';
import type { Db } from '../store/database.ts';
import { readCurrentDeployment } from '../store/generation/deployments.ts';
import { readLive } from '../store/generation/read-live.ts';
import { readDefinition } from '../store/generation/save-generation.ts';
import type { Deployment, Versions } from './deployment.ts';
import { readDeployedVersions, readDeployment } from './read-deployment.ts';

/** A generation of an objective whose minutes another system measures. */
export interface MeasuredGeneration {
  readonly id: number;
  readonly slo: string;
  readonly indicator: MeasuredIndicator;
}

/** What a process may write for at this moment. */
export interface Work {
  readonly live: LiveGenerations;
  /** The settings that are deployed; null before the first deployment and while it stands aside. */
  readonly deployment: Deployment | null;
  /** Why nothing may be folded or settled here; null: it may. */
  readonly aside: string | null;
  /** What the inbox is folded for. */
  readonly folds: readonly FoldGeneration[];
  readonly settling: Settling;
  /** Generations of objectives whose minutes another system measures. */
  readonly measured: readonly MeasuredGeneration[];
  /** Live generations that this process does not write for, while it writes for others. */
  readonly frozen: readonly number[];
}

/** Reads what may be written for, inside a transaction that keeps (or changes) the generations. */
export type ReadWork = (tx: Db) => Promise<Work>;

const nothing: Omit<Work, 'live' | 'aside'> = {
  deployment: null,
  folds: [],
  settling: { folds: [], slos: [], building: new Set(), graceMs: 0 },
  measured: [],
  frozen: [],
};

/** For a process whose fold and judge have these versions. Definitions are read and compiled once. */
export function workReader(versions: Versions): ReadWork {
  const folds = new Map<number, FoldGeneration>();
  const slos = new Map<number, SloGeneration>();
  const measured = new Map<number, MeasuredGeneration>();
  let deployed: {
    readonly key: string;
    readonly deployment: Deployment | null;
    readonly aside: string | null;
  } | null = null;

  async function loadDeployment(tx: Db, key: string): Promise<NonNullable<typeof deployed>> {
    if (deployed?.key === key) return deployed;
    const row = await readCurrentDeployment(tx);
    const other = readDeployedVersions(row?.definition);
    const knows = other.fold === versions.fold && other.judge === versions.judge;
    deployed = knows
      ? { key, deployment: readDeployment(row?.definition), aside: null }
      : { key, deployment: null, aside: asideReason(other, versions) };
    return deployed;
  }

  async function loadFold(tx: Db, id: number): Promise<FoldGeneration> {
    const known = folds.get(id);
    if (known !== undefined) return known;
    const made = { id, rules: compileRules(readStoredRules(await readDefinition(tx, id))) };
    folds.set(id, made);
    return made;
  }

  async function loadSlo(tx: Db, { id, slo, fold }: LiveGenerations['slos'][number]): Promise<SloGeneration> {
    const known = slos.get(id);
    if (known !== undefined) return known;
    const definition = readStoredIndicator(await readDefinition(tx, id));
    if (definition.eventType === 'measured') throw new TypeError(`generation ${id} counts no events of ours`);
    const made = { id, slo, fold, indicator: compileIndicator(definition), definition };
    slos.set(id, made);
    return made;
  }

  async function loadMeasured(tx: Db, { id, slo }: LiveGenerations['slos'][number]): Promise<MeasuredGeneration> {
    const known = measured.get(id);
    if (known !== undefined) return known;
    const indicator = readStoredIndicator(await readDefinition(tx, id));
    if (indicator.eventType !== 'measured') throw new TypeError(`generation ${id} counts events of ours`);
    const made = { id, slo, indicator };
    measured.set(id, made);
    return made;
  }

  return async (tx) => {
    const live = await readLive(tx);
    if (live.deploymentKey === null) return { ...nothing, live, aside: 'no settings have been deployed yet' };
    const { deployment, aside } = await loadDeployment(tx, live.deploymentKey);
    if (deployment === null) return { ...nothing, live, aside };
    const ownFolds = live.folds.filter(({ version, stale }) => version === versions.fold && !stale);
    const foldIds = ownFolds.map(({ id }) => id);
    const ownSlos = live.slos.filter(
      ({ version, stale, fold }) => version === versions.judge && !stale && (fold === noFold || foldIds.includes(fold)),
    );
    const all = [...live.folds, ...live.slos];
    const own = new Set([...ownFolds, ...ownSlos].map(({ id }) => id));
    const loadedFolds: FoldGeneration[] = [];
    for (const { id } of ownFolds) loadedFolds.push(await loadFold(tx, id));
    const loadedSlos: SloGeneration[] = [];
    const loadedMeasured: MeasuredGeneration[] = [];
    for (const row of ownSlos) {
      if (row.eventType === 'measured') loadedMeasured.push(await loadMeasured(tx, row));
      else loadedSlos.push(await loadSlo(tx, row));
    }
    return {
      live,
      deployment,
      aside: null,
      folds: loadedFolds,
      settling: {
        folds: foldIds,
        slos: loadedSlos,
        building: new Set(all.filter(({ state }) => state === 'building').map(({ id }) => id)),
        graceMs: deployment.graceMs,
      },
      measured: loadedMeasured,
      frozen: all.filter(({ id, stale }) => !own.has(id) && !stale).map(({ id }) => id),
    };
  };
}

function asideReason(deployed: Versions, own: Versions): string {
  return (
    `the numbers of this database are made by fold version ${deployed.fold} and judge version ${deployed.judge}, ` +
    `this process has ${own.fold} and ${own.judge}; it takes deliveries and leaves the rest to the others`
  );
}
