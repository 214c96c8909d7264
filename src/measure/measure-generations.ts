import type { MeasuredGeneration, ReadWork } from '../generation/work.ts';
import { sourceBucketsSeconds } from '../model/buckets.ts';
import { countedObjectives } from '../model/counted-objectives.ts';
import { CisloError } from '../model/error.ts';
import { noRepositoryId } from '../model/hook-delivery.ts';
import { settledVerdicts } from '../model/objective.ts';
import type { SourceMinute } from '../model/source-metric.ts';
import type { MeasuredSource, ReadVariable } from '../source/measured-source.ts';
import type { Db } from '../store/database.ts';
import { keepGenerations } from '../store/generation/lock-generations.ts';
import { saveRejudging } from '../store/generation/rejudging.ts';
import type { MeasuringProgress } from '../store/measuring/measuring-progress.ts';
import { readCountedMinutes } from '../store/measuring/read-counted-minutes.ts';
import { readMeasuring } from '../store/measuring/read-measuring.ts';
import { saveAway, saveMeasuring } from '../store/measuring/save-measuring.ts';
import { takeMeasuring } from '../store/measuring/take-measuring.ts';
import { addBuckets } from '../store/settlement/add-buckets.ts';
import { addTotals } from '../store/settlement/add-totals.ts';
import { TotalSums } from '../store/settlement/total-sums.ts';
import { windowBounds } from '../time/window-bounds.ts';
import { type MeasuringStep, newestEnd, nextMeasuringStep } from './measuring-steps.ts';
import { minuteChanges } from './minute-changes.ts';
import { openMeasured } from './open-measured.ts';

/** Longer than any question may take, so that nobody else asks meanwhile. */
const leaseMs = 120_000;
/** A source that does not answer is asked again after so long. */
const retryMs = 15_000;
/** Budgets of windows that end in the past are asked for as well, so a little more than a window is read. */
const marginMs = 86_400_000;

/** What a source answered. */
interface Reading {
  readonly minutes: readonly SourceMinute[];
  /** Events without a verdict. */
  readonly pending: number;
}

/** Reads for the generations that are measured elsewhere. */
export interface Measurer {
  /** One step for each generation that has one, as far as this process may. Returns whether anything was read. */
  step(): Promise<boolean>;
  close(): Promise<void>;
}

/** What a measurer needs. */
export interface MeasurerOptions {
  readonly db: Db;
  readonly readWork: ReadWork;
  /** Gives connections the secrets that files only name. */
  readonly readVariable: ReadVariable;
  /** ms */
  readonly clock: () => number;
}

/**
 * Makes a measurer. A source is asked outside of any transaction; what it answered is compared with what was counted, and only the difference
 * is written, so minutes can be read again at any time. Of several processes one reads for a generation.
 */
export function createMeasurer({ db, readWork, readVariable, clock }: MeasurerOptions): Measurer {
  const sources = new Map<number, MeasuredSource>();

  function sourceOf({ id, indicator }: MeasuredGeneration, graceMs: number): MeasuredSource {
    const known = sources.get(id);
    if (known !== undefined) return known;
    const opened = openMeasured(indicator, { db, readVariable, clock, graceMs });
    sources.set(id, opened);
    return opened;
  }

  async function forget(generations: readonly MeasuredGeneration[]): Promise<void> {
    for (const [id, source] of sources) {
      if (generations.some((generation) => generation.id === id)) continue;
      sources.delete(id);
      await source.close();
    }
  }

  async function measure(generation: MeasuredGeneration, earliest: number, graceMs: number): Promise<boolean> {
    const now = clock();
    const progress = await takeMeasuring(db, generation.id, newestEnd(now), now, now + leaseMs);
    if (progress === null) return false;
    const step = nextMeasuringStep(progress, earliest, now, sweeps(generation));
    if (step === null) {
      await finish(db, generation.id, progress);
      return true;
    }
    const begun = performance.now();
    let read: Reading;
    try {
      const source = sourceOf(generation, graceMs);
      const minutes = await source.readMinutes(step.from, step.to);
      read = { minutes, pending: (await source.countPending?.(now)) ?? 0 };
    } catch (error) {
      const reason = error instanceof CisloError ? error.message : String(error);
      await saveAway(db, generation.id, reason, clock(), clock() + retryMs);
      return false;
    }
    await saveStep(db, readWork, generation, step, read, Math.round(performance.now() - begun));
    return true;
  }

  return {
    async step() {
      const { measured, deployment, live, settling } = await db.transaction().execute(readWork);
      await forget(measured);
      if (measured.length === 0) return false;
      const known = new Map((await readMeasuring(db)).map((progress) => [progress.generation, progress]));
      let any = false;
      for (const generation of measured) {
        const now = clock();
        const objective = deployment?.objectives.flatMap(countedObjectives).find(({ name }) => name === generation.slo);
        const earliest = objective === undefined ? now : windowBounds(objective.window, now).from - marginMs;
        const progress = known.get(generation.id);
        const isLeft = live.slos.some(({ id, hasHistoryLeft }) => id === generation.id && hasHistoryLeft);
        if (
          progress !== undefined &&
          nextMeasuringStep(progress, earliest, now, sweeps(generation)) === null &&
          !isLeft
        )
          continue;
        any = (await measure(generation, earliest, settling.graceMs)) || any;
      }
      return any;
    },
    close: () => forget([]),
  };
}

/** Only our own events can become known long after their time; another system is not asked for everything again. */
function sweeps({ indicator }: MeasuredGeneration): boolean {
  return indicator.type !== 'source';
}

/** Writes what was read, unless the generation is retired by now. */
async function saveStep(
  db: Db,
  readWork: ReadWork,
  { id, slo }: MeasuredGeneration,
  step: MeasuringStep,
  { minutes, pending }: Reading,
  tookMs: number,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await keepGenerations(tx);
    const { measured, settling } = await readWork(tx);
    if (!measured.some((generation) => generation.id === id)) return;
    const changes = minuteChanges(await readCountedMinutes(tx, id, noRepositoryId, step.from, step.to), minutes);
    const place = { repository_id: noRepositoryId, host: '' };
    await addBuckets(
      tx,
      changes.map((change) => ({ ...place, generation: id, ...change })),
    );
    const totals = new TotalSums();
    for (const verdict of settledVerdicts) {
      const amount = changes.reduce((sum, change) => sum + change[verdict], 0);
      totals.add(place, id, ['slo_events', '', '', `${slo}/${verdict}`, amount]);
    }
    await addTotals(tx, totals, settling.building);
    const bound = sourceBucketsSeconds.find((seconds) => tookMs <= seconds * 1000);
    const durations = new TotalSums();
    durations.add(place, id, ['slo_source_duration', slo, '', bound === undefined ? '+Inf' : String(bound), 1]);
    durations.add(place, id, ['slo_source_duration', slo, '', 'sum_ms', tookMs]);
    // What a question costs is shown at once, also while the past is read.
    await addTotals(tx, durations, new Set());
    const { doneFrom, doneTo, sweptTo, sweptAt } = step;
    await saveMeasuring(tx, id, { doneFrom, doneTo, sweptTo, sweptAt, tookMs, pending });
  });
}

/** All has been read: the generation may take over. */
async function finish(db: Db, generation: number, progress: MeasuringProgress): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await keepGenerations(tx);
    await saveRejudging(tx, { generation }, null, 0);
    await saveMeasuring(tx, generation, { ...progress, tookMs: progress.tookMs ?? 0 });
  });
}
