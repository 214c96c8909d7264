import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import pg from 'pg';
import { type Contestant, contestants } from './contestants.ts';
import { type Measured, measure } from './measure.ts';
import { measureScrape } from './scrape.ts';

/**
 * `npm run bench`: all contestants in one run, round by round, so that a machine that changes its speed changes it for
 * all; medians and their ratios go into docs/performance.md. Needs a PostgreSQL: CISLO_BENCH_DATABASE_URL, default
 * postgres://postgres@127.0.0.1:5432/postgres, in which it makes and drops a database of its own.
 * Options: --rounds N (5), --deliveries N (12000), --print (leave the document alone).
 */
const option = (name: string, fallback: number): number => {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? fallback : Number(process.argv[index + 1]);
};
const rounds = option('rounds', 5);
const count = option('deliveries', 12_000);
const connections = 64;
const server = process.env['CISLO_BENCH_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const database = `cislo_bench_${process.pid}`;

async function administer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
async function emptyDatabase(): Promise<void> {
  await administer(`drop database if exists ${database} with (force)`);
  await administer(`create database ${database}`);
}
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
const url = new URL(server);
url.pathname = `/${database}`;
const all = contestants(url.href, emptyDatabase);
const results = new Map<string, Measured[]>(all.map(({ name }) => [name, []]));
for (let round = 1; round <= rounds; round += 1) {
  for (const contestant of all) {
    const result = await measure(contestant, { seed: `${round}-${process.pid}`, count, connections, size: '20k' });
    if (result.refused > 0) throw new Error(`${contestant.name} refused ${result.refused} deliveries`);
    results.get(contestant.name)?.push(result);
    process.stderr.write(`round ${round}/${rounds} ${contestant.name.padEnd(11)} ${Math.round(result.perSecond)}/s\n`);
  }
}

const rate = (name: string): number => median((results.get(name) ?? []).map(({ perSecond }) => perSecond));
const ratio = (name: string, to: string): string =>
  median(
    (results.get(name) ?? []).map(({ perSecond }, round) => perSecond / (results.get(to)?.[round]?.perSecond ?? 1)),
  ).toFixed(2);
const half: string[] = [];
for (const name of ['postgresql', 'embedded']) {
  const contestant = all.find((one) => one.name === name) as Contestant;
  const perSecond = Math.floor(rate(name) / 2);
  const result = await measure(contestant, {
    seed: `half-${process.pid}`,
    count: perSecond * 10,
    connections,
    size: '20k',
    rate: perSecond,
  });
  half.push(`| ${contestant.what} | ${perSecond}/s | ${result.p50Ms.toFixed(1)} ms | ${result.p99Ms.toFixed(1)} ms |`);
}
await emptyDatabase();
const scrape = await measureScrape(url.href);
await administer(`drop database if exists ${database} with (force)`);

const rows = all.map(({ name, what }) => {
  const settled = median((results.get(name) ?? []).map(({ settledPerSecond }) => settledPerSecond ?? Number.NaN));
  const memory = median((results.get(name) ?? []).map(({ residentMiB }) => residentMiB));
  return `| ${what} | ${Math.round(rate(name))} | ${ratio(name, 'bare')} | ${ratio(name, 'probot')} | ${Number.isNaN(settled) ? '–' : Math.round(settled)} | ${memory} MiB |`;
});
const table = `
Measured on ${new Date().toISOString().slice(0, 10)} with Node ${process.versions.node} on ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB; client, server and
database share them. ${rounds} rounds, interleaved; medians, and medians of the ratios within a round. ${count} deliveries of about 20 KB over ${connections} connections.

| server | deliveries/s | against bare | against Probot | until folded and settled, deliveries/s | resident |
| --- | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}

At half that rate, open loop, latency from the moment a delivery was due:

| server | rate | p50 | p99 |
| --- | ---: | ---: | ---: |
${half.join('\n')}

With ${scrape.jobRuns.toLocaleString('en')} job runs stored: \`/metrics\` of ${scrape.lines} lines in ${scrape.scrapeMs.toFixed(0)} ms (median of ${scrape.scrapes}); settling ${Math.round(scrape.verdictsPerSecond).toLocaleString('en')} verdicts/s.
`;
process.stdout.write(table);
if (!process.argv.includes('--print')) {
  const file = new URL('../docs/performance.md', import.meta.url);
  const [before = '', rest = ''] = readFileSync(file, 'utf8').split('<!-- measured -->');
  const after = rest.split('<!-- /measured -->')[1] ?? '';
  writeFileSync(file, `${before}<!-- measured -->\n${table}\n<!-- /measured -->${after}`);
}
