import type { Contestant } from './contestants.ts';
import { startContestant } from './server.ts';
import { median, medianRatio } from './statistics.ts';

interface Round {
  readonly perSecond: number;
  readonly settledPerSecond: number;
  readonly doorMicros: number;
  readonly serverMicros: number;
  readonly postgresqlMicros: number;
  readonly residentMiB: number;
}

const connections = 64;

/** All contestants, round by round, as fast as they take it; a Markdown table. */
export async function measureThroughput(
  all: readonly Contestant[],
  rounds: number,
  count: number,
): Promise<{ readonly table: string; readonly rates: ReadonlyMap<string, number> }> {
  const results = new Map<string, Round[]>(all.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const contestant of all) {
      const result = await measureRound(contestant, `${round}-${process.pid}`, count);
      results.get(contestant.name)?.push(result);
      process.stderr.write(`round ${round}/${rounds} ${contestant.name.padEnd(10)} ${result.perSecond.toFixed(0)}/s\n`);
    }
  }
  const of = (name: string, what: keyof Round): readonly number[] =>
    (results.get(name) ?? []).map((round) => round[what]);
  const rows = all.map(({ name, what, isCislo }) => {
    const ratio = (to: string): string => medianRatio(of(name, 'perSecond'), of(to, 'perSecond')).toFixed(2);
    const whole = (key: keyof Round): string => median(of(name, key)).toFixed(0);
    const postgresql = name === 'postgresql' ? whole('postgresqlMicros') : '–';
    const own = isCislo ? `${whole('settledPerSecond')} | ${whole('serverMicros')} | ${postgresql}` : '– | – | –';
    return `| ${what} | ${whole('perSecond')} | ${ratio('bare')} | ${ratio('probot')} | ${whole('doorMicros')} | ${own} | ${whole('residentMiB')} MiB |`;
  });
  const table = `| server | deliveries/s | against bare | against Probot | server, µs a delivery | settled deliveries/s | … folded and settled, µs | PostgreSQL, µs | resident |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}`;
  return { table, rates: new Map(all.map(({ name }) => [name, median(of(name, 'perSecond'))])) };
}

async function measureRound(contestant: Contestant, seed: string, count: number): Promise<Round> {
  await contestant.prepare();
  const server = await startContestant(contestant);
  try {
    await server.load({ seed: `${seed}-warm-up`, count: 2_000, connections, size: '20k' });
    if (contestant.isCislo) await server.settle();
    const before = server.cpuSeconds();
    const result = await server.load({ seed, count, connections, size: '20k' });
    if (result.refused > 0) throw new Error(`${contestant.name} refused ${result.refused} deliveries`);
    const stored = server.cpuSeconds();
    const started = performance.now();
    if (contestant.isCislo) await server.settle();
    const settled = server.cpuSeconds();
    const micros = (seconds: number): number => (seconds * 1e6) / count;
    return {
      perSecond: result.perSecond,
      settledPerSecond: count / (result.seconds + (performance.now() - started) / 1000),
      doorMicros: micros(stored.server - before.server),
      serverMicros: micros(settled.server - before.server),
      postgresqlMicros: micros(settled.postgresql - before.postgresql),
      residentMiB: server.residentMiB(),
    };
  } finally {
    await server.stop();
  }
}

/** Latency at half of what a contestant takes, open loop; a row of a Markdown table. */
export async function measureHalfRate(contestant: Contestant, most: number, seconds: number): Promise<string> {
  await contestant.prepare();
  const server = await startContestant(contestant);
  try {
    const rate = Math.floor(most / 2);
    await server.load({ seed: `half-warm-up-${process.pid}`, count: 2_000, connections, size: '20k' });
    const result = await server.load({
      seed: `half-${process.pid}`,
      count: rate * seconds,
      connections,
      size: '20k',
      rate,
    });
    return `| ${contestant.what} | ${rate}/s | ${seconds} s | ${result.p50Ms.toFixed(1)} ms | ${result.p99Ms.toFixed(1)} ms |`;
  } finally {
    await server.stop();
  }
}
