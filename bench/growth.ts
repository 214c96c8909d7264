import { run } from '../src/store/database.ts';
import type { Contestant } from './contestants.ts';
import type { BenchDatabase } from './databases.ts';
import { startContestant } from './server.ts';
import { fillJobRuns, openDefinedStore } from './settling.ts';
import { median, medianRatio } from './statistics.ts';

/** A database that holds so many job runs already, and the contestant on it. */
export interface Grown {
  readonly jobRuns: number;
  readonly database: BenchDatabase;
  readonly contestant: Contestant;
}

const count = 12_000;

interface Taken {
  readonly grown: Grown;
  readonly stored: number[];
  readonly settled: number[];
}

/** Fills both databases, then loads them in turn; a Markdown table. */
export async function measureGrowth(small: Grown, large: Grown, rounds: number): Promise<string> {
  const few: Taken = { grown: small, stored: [], settled: [] };
  const many: Taken = { grown: large, stored: [], settled: [] };
  for (const { grown } of [few, many]) await fill(grown);
  for (let round = 1; round <= rounds; round += 1) {
    for (const taken of [few, many]) {
      const result = await measureRound(taken.grown, `growth-${round}-${process.pid}`);
      taken.stored.push(result.stored);
      taken.settled.push(result.settled);
      process.stderr.write(
        `growth ${round}/${rounds} ${taken.grown.jobRuns} job runs: ${result.stored.toFixed(0)}/s\n`,
      );
    }
  }
  const row = ({ grown, stored, settled }: Taken): string =>
    `| ${grown.jobRuns.toLocaleString('en')} | ${median(stored).toFixed(0)} | ${median(settled).toFixed(0)} |`;
  return `| job runs stored before | deliveries/s | folded and settled, deliveries/s |
| ---: | ---: | ---: |
${row(few)}
${row(many)}
| ratio | ${medianRatio(many.stored, few.stored).toFixed(2)} | ${medianRatio(many.settled, few.settled).toFixed(2)} |`;
}

async function fill({ database, jobRuns }: Grown): Promise<void> {
  await database.empty();
  const { store } = await openDefinedStore({ databaseUrl: database.url, dataDir: '' });
  const step = 100_000;
  for (let from = 1; from <= jobRuns; from += step) {
    const to = Math.min(jobRuns, from + step - 1);
    await fillJobRuns(store, from, to, 'settled');
    await run(
      store.db,
      `insert into observation_log (repository_id, host, guid, lane, event, received_at, head_sha, observation)
       select 1 + i % 1000, 'github.com', md5('guid ' || i), i % 16, 'check_run', now(), md5((i / 4)::text), '{}' from generate_series(${from}::int, ${to}::int) i`,
    );
  }
  await run(store.db, 'vacuum analyze');
  await store.close();
}

async function measureRound(
  { contestant }: Grown,
  seed: string,
): Promise<{ readonly stored: number; readonly settled: number }> {
  const server = await startContestant(contestant);
  try {
    await server.load({ seed: `${seed}-warm-up`, count: 2_000, connections: 64, size: '20k' });
    await server.settle();
    const result = await server.load({ seed, count, connections: 64, size: '20k' });
    const started = performance.now();
    await server.settle();
    return { stored: result.perSecond, settled: count / (result.seconds + (performance.now() - started) / 1000) };
  } finally {
    await server.stop();
  }
}

/** The time of one scrape over HTTP with so many job runs stored and so many lines; one line. */
export async function measureScrape(contestant: Contestant, jobRuns: number): Promise<string> {
  const server = await startContestant(contestant);
  try {
    await server.settle();
    const times: number[] = [];
    let lines = 0;
    for (let scrape = 0; scrape < 21; scrape += 1) {
      const started = performance.now();
      const text = await (await fetch(`${server.url}/metrics`)).text();
      times.push(performance.now() - started);
      lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
    }
    return `\`GET /metrics\` of ${lines.toLocaleString('en')} series with ${jobRuns.toLocaleString('en')} job runs stored: ${median(times).toFixed(0)} ms (median of ${times.length}).`;
  } finally {
    await server.stop();
  }
}
