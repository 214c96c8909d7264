import { rulesHash } from '../config/rules-hash.ts';
import { countedObjectives } from '../model/counted-objectives.ts';
import { type FoldGenerationRow, type LiveGenerations, noFold, type SloGenerationRow } from '../model/generation.ts';
import type { Objective } from '../model/objective.ts';
import type { Db } from '../store/database.ts';
import { countRows } from '../store/generation/count-rows.ts';
import { requestAll } from '../store/generation/fold-requests.ts';
import { readLive } from '../store/generation/read-live.ts';
import { createGeneration, retireGenerations } from '../store/generation/save-generation.ts';
import type { Deployment } from './deployment.ts';

/** The fold generation that deployed settings ask for. */
interface WantedFold {
  readonly id: number;
  readonly state: FoldGenerationRow['state'];
  /** It was made now: it has no rows yet. */
  readonly isNew: boolean;
}

/**
 * Makes the generations that the deployed settings ask for. It keeps those that exist, and begins the missing ones beside them. It
 * retires those that are no longer asked for; a current one stays until its successor takes over. The caller may change the generations.
 *
 * @param round how many times all was asked to be folded again
 */
export async function planGenerations(tx: Db, deployment: Deployment, round: number, now: number): Promise<void> {
  const live = await readLive(tx);
  const fold = await wantFold(tx, live, deployment, round, now);
  const wanted: number[] = [];
  for (const objective of deployment.objectives.flatMap(countedObjectives)) {
    wanted.push(await wantSlo(tx, live, fold, objective, deployment.versions.judge, now));
  }
  await retireUnwanted(tx, live, fold, wanted, deployment, now);
}

async function wantFold(
  tx: Db,
  { folds }: LiveGenerations,
  { versions, rules }: Deployment,
  round: number,
  now: number,
): Promise<WantedFold> {
  const hash = rulesHash(rules);
  const same = folds.filter(
    (fold) => fold.version === versions.fold && fold.hash === hash && fold.round === round && !fold.stale,
  );
  const known = same.find(({ state }) => state === 'current') ?? same[0];
  if (known !== undefined) return { id: known.id, state: known.state, isNew: false };
  // The first generation has none to take over from, and all deliveries so far still wait in the inbox. So it is
  // current at once.
  const state = folds.length === 0 ? 'current' : 'building';
  const id = await createGeneration(
    tx,
    {
      kind: 'fold',
      slo: null,
      eventType: null,
      fold: null,
      version: versions.fold,
      hash,
      definition: rules,
      round,
      state,
      hasHistoryLeft: false,
      total: 0,
    },
    now,
  );
  if (state === 'building') await requestAll(tx, id);
  return { id, state, isNew: true };
}

async function wantSlo(
  tx: Db,
  { slos }: LiveGenerations,
  fold: WantedFold,
  { name, indicator, indicatorHash }: Objective,
  judge: number,
  now: number,
): Promise<number> {
  const { eventType } = indicator;
  const own = eventType === 'job-run' || eventType === 'revision' ? fold.id : noFold;
  const known = slos.find(
    (slo) => slo.slo === name && slo.fold === own && slo.hash === indicatorHash && slo.version === judge && !slo.stale,
  );
  if (known !== undefined) return known.id;
  const isFirst = own !== noFold && fold.isNew;
  // What is measured elsewhere has a past that was never asked for.
  const isMeasured = eventType === 'measured';
  const total = isFirst || isMeasured ? 0 : await countRows(tx, eventType, own);
  const isBuilt = own !== noFold && fold.state === 'building';
  return createGeneration(
    tx,
    {
      kind: 'slo',
      slo: name,
      eventType,
      fold: own,
      version: judge,
      hash: indicatorHash,
      definition: indicator,
      round: 0,
      state: isBuilt || isMeasured || total > 0 ? 'building' : 'current',
      hasHistoryLeft: isMeasured || total > 0,
      total,
    },
    now,
  );
}

async function retireUnwanted(
  tx: Db,
  before: LiveGenerations,
  fold: WantedFold,
  wanted: readonly number[],
  deployment: Deployment,
  now: number,
): Promise<void> {
  const { slos } = await readLive(tx);
  const abandoned = before.folds.filter(({ id, state }) => id !== fold.id && state === 'building').map(({ id }) => id);
  const names = new Map(
    deployment.objectives.flatMap(countedObjectives).map(({ name, indicatorHash }) => [name, indicatorHash]),
  );
  const waited = new Set(slos.filter(({ id, state }) => wanted.includes(id) && state === 'building').map(placeOf));
  const unwanted = slos.filter((slo) => {
    if (wanted.includes(slo.id)) return false;
    if (abandoned.includes(slo.fold)) return true;
    // The current fold generation answers until the new one takes over. So its objectives stay, as far as the settings
    // still have them.
    if (slo.fold !== fold.id && slo.fold !== noFold) return slo.state === 'building' && names.get(slo.slo) !== slo.hash;
    return slo.state === 'building' || !waited.has(placeOf(slo));
  });
  await retireGenerations(tx, [...abandoned, ...unwanted.map(({ id }) => id)], now);
}

function placeOf({ slo, fold }: SloGenerationRow): string {
  return `${fold} ${slo}`;
}
