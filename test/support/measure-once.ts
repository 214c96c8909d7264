import { noFold } from '../../src/model/generation.ts';
import { noRepositoryId } from '../../src/model/hook-delivery.ts';
import { readSubjectEvents } from '../../src/store/event/read-subject-events.ts';
import { readShown } from '../../src/store/generation/read-shown.ts';
import { readAwaySlos } from '../../src/store/measuring/read-away-slos.ts';
import { readCountedMinutes } from '../../src/store/measuring/read-counted-minutes.ts';
import { readMeasuring } from '../../src/store/measuring/read-measuring.ts';
import { saveAway, saveMeasuring } from '../../src/store/measuring/save-measuring.ts';
import { takeMeasuring } from '../../src/store/measuring/take-measuring.ts';
import type { OpenStore } from '../../src/store/open-store.ts';
import { day, minute, noon } from './entries.ts';
import { freshness } from './point-in-time.ts';

const now = noon + day;

/** A generation whose minutes another system measures is read for, and its source goes away. */
export async function measureOnce({ db }: OpenStore): Promise<void> {
  const generation = (await readShown(db)).slos[0]?.id ?? 0;
  await takeMeasuring(db, generation, noon, now, now + minute);
  await readCountedMinutes(db, generation, noRepositoryId, noon, now);
  await saveMeasuring(db, generation, {
    doneFrom: noon,
    doneTo: now,
    sweptTo: null,
    sweptAt: null,
    tookMs: 1,
    pending: 2,
  });
  await saveAway(db, generation, 'gone', now, now + minute);
  await readMeasuring(db);
  await readAwaySlos(db);
  const { from, to } = { from: noon, to: now };
  await readSubjectEvents(db, { indicator: freshness('data.asset'), fold: noFold, from, to });
  await readSubjectEvents(db, { indicator: freshness('subject', 'data.seconds'), fold: noFold, from, to });
}
