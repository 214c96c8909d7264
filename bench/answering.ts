import { workerSettings } from '../src/app/worker-settings.ts';
import { systemViewer } from '../src/model/viewer.ts';
import { readSloStatus } from '../src/status/read-slo-status.ts';
import { run } from '../src/store/database.ts';
import { openStore } from '../src/store/open-store.ts';
import { manySlos } from './many-slos.ts';
import { openDefinedStore, settingsOf } from './settling.ts';
import { quantile } from './statistics.ts';

/** How long it takes to answer how SLOs stand. */
export interface AnswerResult {
  readonly slos: number;
  readonly minutes: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const days = 90;
const eventsPerDay = 1_000_000;

/** The status of all of so many SLOs together, each over 90 days in which every minute counted its part of a million events a day. */
export async function measureAnswers(databaseUrl: string, slos: number, answers: number): Promise<AnswerResult> {
  const place = { databaseUrl, dataDir: '' };
  const sloDir = manySlos(slos - 4, 'half', `${days}d`);
  const { store: empty } = await openDefinedStore(place, sloDir);
  const perMinute = Math.round(eventsPerDay / 1440);
  for (const [seconds, events] of [
    [60, perMinute],
    [3600, 60 * perMinute],
    [86_400, 1440 * perMinute],
  ] as const)
    await run(
      empty.db,
      `insert into slo_buckets (repository_id, host, generation, seconds, at, good, bad, excluded)
       select 0, '', g.id, ${seconds}, at, ${events} - n % 7, n % 7, n % 3
       from generations g, generate_series(date_trunc('day', now(), 'UTC') - interval '${days} days', now(), interval '${seconds} seconds') with ordinality as t(at, n)
       where g.kind = 'slo' order by g.id, at`,
    );
  await run(empty.db, 'vacuum analyze slo_buckets');
  await empty.close();
  const { objectives } = workerSettings(settingsOf(place, sloDir)).offers;
  const store = await openStore({ ...place, objectives });
  const times: number[] = [];
  for (let answer = -20; answer < answers; answer += 1) {
    const began = performance.now();
    const readings = await readSloStatus(store.read, systemViewer, objectives, Date.now());
    if (answer >= 0) times.push(performance.now() - began);
    if (readings.filter(({ status }) => (status.sli ?? 0) > 0.9).length !== slos)
      throw new Error('an SLO has no answer');
  }
  await store.close();
  return { slos, minutes: days * 1440, p50Ms: quantile(times, 0.5), p99Ms: quantile(times, 0.99) };
}
