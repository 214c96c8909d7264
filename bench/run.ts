import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { type Contestant, contestants } from './contestants.ts';
import { measureCustomEvents } from './custom-events.ts';
import { type BenchDatabase, benchDatabase } from './databases.ts';
import { measureMemory } from './endurance.ts';
import { measureGrowth, measureScrape } from './growth.ts';
import { addSettled, measureSettling } from './settling.ts';
import { measureEveryPage, measureSloEngine } from './slo-engine.ts';
import { measureSustained } from './sustained.ts';
import { measureHalfRate, measureThroughput } from './throughput.ts';

/**
 * `npm run bench`: everything in one run, contestants in turn round by round, so that a machine that changes its speed
 * changes it for all; medians, and medians of the ratios within a round. Writes docs/performance.md. Needs a PostgreSQL:
 * CISLO_BENCH_DATABASE_URL, default postgres://postgres@127.0.0.1:5432/postgres, where it makes and drops its own databases.
 *
 * --rounds N (5), --deliveries N a round (30000), --endurance N deliveries in one go (1000000),
 * --only throughput,latency,sustained,memory,settling,slos,pages,events,growth, --sustained N seconds at the sustained rate (300), --print (leave the document alone).
 */
const option = (name: string): string | undefined => {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? undefined : process.argv[index + 1];
};
const rounds = Number(option('rounds') ?? 5);
const deliveries = Number(option('deliveries') ?? 30_000);
const endurance = Number(option('endurance') ?? 1_000_000);
const only = option('only')?.split(',');
const sustainedSeconds = Number(option('sustained') ?? 300);
// At least three times as long as folding may wait in a rush, or what waits would seem to grow.
const stepSeconds = { postgresql: Math.min(60, sustainedSeconds), embedded: Math.min(240, sustainedSeconds) };
const latencySeconds = 30;
const settledRows = 60_000;
const storedRows = 1_000_000;

const database = benchDatabase('one');
const second = benchDatabase('two');
const all = contestants(database);

function contestant(name: string, on: BenchDatabase = database): Contestant {
  return contestants(on).find((one) => one.name === name) as Contestant;
}
function wants(part: string): boolean {
  return only === undefined || only.includes(part);
}

execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
const parts: string[] = [];
let rates: ReadonlyMap<string, number> = new Map();
if (wants('throughput') || wants('latency')) {
  const throughput = await measureThroughput(all, rounds, deliveries);
  rates = throughput.rates;
  parts.push(
    `${rounds} rounds of ${deliveries.toLocaleString('en')} deliveries of about 20 KB over 64 connections, contestants in turn; medians, and medians of the ratios within a round.`,
    throughput.table,
  );
}
if (wants('latency')) {
  const rows = [];
  for (const name of ['postgresql', 'embedded'])
    rows.push(await measureHalfRate(contestant(name), rates.get(name) ?? 0, latencySeconds));
  parts.push(
    'At half that rate, open loop; latency counts from the moment a delivery was due.',
    `| server | rate | for | p50 | p99 |\n| --- | ---: | ---: | ---: | ---: |\n${rows.join('\n')}`,
  );
}
if (wants('sustained')) {
  const bare = rates.get('bare') ?? (await measureThroughput([contestant('bare')], 1, deliveries)).rates.get('bare');
  const rows = [];
  for (const name of ['postgresql', 'embedded'] as const) {
    const options = { bareRate: bare ?? 0, stepSeconds: stepSeconds[name], runSeconds: sustainedSeconds };
    rows.push(await measureSustained(contestant(name), options));
  }
  parts.push(
    `Acknowledged, folded and settled without growth of what waits, open loop; the rate is the highest tenth of bare that held for ${stepSeconds.postgresql} s (embedded: ${stepSeconds.embedded} s).`,
    `| server | rate | against bare | for | p99 at half of it | \`/metrics\`, p99 | \`/api/runs\`, p99 |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n${rows.join('\n')}`,
  );
}
if (wants('memory')) parts.push(await measureMemory(contestant('postgresql'), endurance));
if (wants('settling')) {
  await database.empty();
  const settling = await measureSettling(database.url, settledRows);
  await addSettled(database.url, settledRows + 1, storedRows);
  const count = (value: number): string => Math.round(value).toLocaleString('en');
  parts.push(
    `Settling ${count(settling.rows)} due job runs of 200 repositories: ${count(settling.verdictsPerSecond)} verdicts/s.`,
    await measureScrape(contestant('postgresql'), storedRows),
  );
}
if (wants('pages')) parts.push(await measureEveryPage(database));
if (wants('slos')) parts.push(...(await measureSloEngine(database, rounds)));
if (wants('events')) {
  for (const name of ['postgresql', 'embedded'])
    parts.push(await measureCustomEvents(contestant(name), rounds, deliveries));
}
if (wants('growth')) {
  const grown = (jobRuns: number, on: BenchDatabase) => ({
    jobRuns,
    database: on,
    contestant: contestant('postgresql', on),
  });
  parts.push(await measureGrowth(grown(100_000, database), grown(2_000_000, second), rounds));
}
await database.drop();
await second.drop();

const text = `
Measured on ${new Date().toISOString().slice(0, 10)} with Node ${process.versions.node} on ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB; client, server and database share them.

${parts.join('\n\n')}
`;
process.stdout.write(text);
if (only === undefined && !process.argv.includes('--print')) {
  const file = new URL('../docs/performance.md', import.meta.url);
  const [before = '', rest = ''] = readFileSync(file, 'utf8').split('<!-- measured -->');
  const after = rest.split('<!-- /measured -->')[1] ?? '';
  writeFileSync(file, `${before}<!-- measured -->\n${text}\n<!-- /measured -->${after}`);
}
