import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureAnswers } from './answering.ts';
import { measureComparing } from './comparing.ts';
import type { BenchDatabase } from './databases.ts';
import { measureHistory } from './history.ts';
import { manySlos } from './many-slos.ts';
import { measurePages } from './pages.ts';
import { measureSettling } from './settling.ts';
import { median, medianRatio } from './statistics.ts';

const settledRows = 30_000;
const historyRows = { postgresql: 500_000, embedded: 200_000 };
/** As the server does it. */
const judged = { postgresql: { together: 60_000, parts: 2 }, embedded: { together: 6_000, parts: 1 } };
const answers = 300;
const pageRows = 2_000_000;

/** What SLOs cost: a new one over a long past, fifty beside four, and an answer for all. Paragraphs of Markdown. */
export async function measureSloEngine(database: BenchDatabase, rounds: number): Promise<readonly string[]> {
  return [
    await history(database, rounds),
    await settling(database, rounds),
    await answering(database),
    await comparing(database),
  ];
}

async function history(database: BenchDatabase, rounds: number): Promise<string> {
  const postgresql = [];
  const embedded = [];
  for (let round = 1; round <= rounds; round += 1) {
    await database.empty();
    const onServer = { databaseUrl: database.url, dataDir: '' };
    postgresql.push(await measureHistory(onServer, historyRows.postgresql, judged.postgresql));
    const dataDir = mkdtempSync(join(tmpdir(), 'cislo-bench-history-'));
    embedded.push(await measureHistory({ databaseUrl: null, dataDir }, historyRows.embedded, judged.embedded));
    rmSync(dataDir, { recursive: true, force: true });
    process.stderr.write(`history ${round}/${rounds}\n`);
  }
  const row = (what: string, all: readonly { rows: number; rowsPerSecond: number; longestStepMs: number }[]): string =>
    `| ${what} | ${count(all[0]?.rows ?? 0)} | ${count(median(all.map(({ rowsPerSecond }) => rowsPerSecond)))} | ${median(all.map(({ longestStepMs }) => longestStepMs)).toFixed(0)} ms |`;
  return `A new SLO over job runs that are stored, of which it counts half. A server rests after each step as long as the step took.

| judged by | job runs | job runs/s | longest step |
| --- | ---: | ---: | ---: |
${row('PostgreSQL', postgresql)}
${row('the embedded database', embedded)}`;
}

async function settling(database: BenchDatabase, rounds: number): Promise<string> {
  const seconds = { four: [] as number[], own: [] as number[], half: [] as number[] };
  const verdicts = { four: 0, own: 0, half: 0 };
  for (let round = 1; round <= rounds; round += 1) {
    for (const kind of ['four', 'own', 'half'] as const) {
      await database.empty();
      const slos = manySlos(kind === 'four' ? 0 : 46, kind === 'half' ? 'half' : 'provider');
      const settled = await measureSettling(database.url, settledRows, slos);
      seconds[kind].push(settled.seconds);
      verdicts[kind] = settled.verdicts;
    }
    process.stderr.write(`settling with many SLOs ${round}/${rounds}\n`);
  }
  const row = (what: string, kind: keyof typeof seconds): string =>
    `| ${what} | ${(verdicts[kind] / settledRows).toFixed(1)} | ${median(seconds[kind]).toFixed(1)} s | ${medianRatio(seconds[kind], seconds.four).toFixed(2)} |`;
  return `Settling ${count(settledRows)} due job runs of 70 providers.

| SLOs | verdicts on a job run | time | against four |
| --- | ---: | ---: | ---: |
${row('the four that cislo brings', 'four')}
${row("fifty, each of the others over one provider's job runs", 'own')}
${row('fifty, each of the others over half of all job runs', 'half')}`;
}

async function answering(database: BenchDatabase): Promise<string> {
  await database.empty();
  const { slos, minutes, p50Ms, p99Ms } = await measureAnswers(database.url, 50, answers);
  return `The status of ${slos} SLOs together, each over 90 days of a million events a day (${count(minutes)} minutes an SLO): ${p50Ms.toFixed(0)} ms, p99 ${p99Ms.toFixed(0)} ms (${answers} answers).`;
}

async function comparing(database: BenchDatabase): Promise<string> {
  await database.empty();
  const { events, p50Ms, longestMs } = await measureComparing(database.url, 200_000, 9);
  return `BubbleUp over ${count(events)} events by 19 dimensions: ${p50Ms.toFixed(0)} ms, at most ${longestMs.toFixed(0)} ms (9 answers).`;
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** Every page over two million job runs and fifty SLOs. A paragraph of Markdown. */
export async function measureEveryPage(database: BenchDatabase): Promise<string> {
  await database.empty();
  const results = await measurePages(database.url, pageRows, 50, 20);
  const lines = results.map(
    ({ path, p50Ms, longestMs }) => `| \`${path}\` | ${p50Ms.toFixed(0)} ms | ${longestMs.toFixed(0)} ms |`,
  );
  return `Every page over ${count(pageRows)} job runs of 23 days in 200 repositories, and 50 SLOs; 20 answers each, one after another.

| page | median | longest |
| --- | ---: | ---: |
${lines.join('\n')}`;
}
