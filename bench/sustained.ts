import { setTimeout as sleep } from 'node:timers/promises';
import type { Contestant } from './contestants.ts';
import { type BenchServer, startContestant } from './server.ts';
import { quantile } from './statistics.ts';

/** How a rate is looked for. */
export interface SustainedOptions {
  /** What the bare server took in the same run, deliveries/s. */
  readonly bareRate: number;
  /** A rate is tried for so long before the next higher one. */
  readonly stepSeconds: number;
  /** The highest rate that held is run for so long. */
  readonly runSeconds: number;
}

/** One run at a fixed rate. */
interface Run {
  readonly rate: number;
  /** Everything was acknowledged in time, and what waits to be folded and settled did not grow. */
  readonly held: boolean;
  readonly p99Ms: number;
  readonly metricsP99Ms: number;
  readonly readP99Ms: number;
  /** The most that the oldest unfinished work waited, s. */
  readonly lagSeconds: number;
}

const connections = 64;
/** Rates that are tried, as parts of the bare server's. */
const parts = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7];
/** The backlog of a rush goes up and down by some seconds; beyond that it grows. */
const swingSeconds = 3;
const swingRatio = 1.25;
const lookEveryMs = 500;

/**
 * The rate at which a server acknowledges, folds and settles without its backlog growing: parts of the bare server's rate, one after
 * the other, until one is too much; the last that held, for longer; and latency at half of it. A row of a Markdown table.
 */
export async function measureSustained(contestant: Contestant, options: SustainedOptions): Promise<string> {
  let best = 0;
  for (const part of parts) {
    const run = await runAt(contestant, Math.floor(options.bareRate * part), options.stepSeconds);
    process.stderr.write(
      `${contestant.name} at ${run.rate}/s: ${run.held ? 'holds' : 'does not hold'}, lag ${run.lagSeconds.toFixed(1)} s\n`,
    );
    if (!run.held) break;
    best = part;
  }
  if (best === 0) return `| ${contestant.what} | below ${parts[0]} of bare | – | – | – | – | – |`;
  const rate = Math.floor(options.bareRate * best);
  const long = await runAt(contestant, rate, options.runSeconds);
  const half = await runAt(contestant, Math.floor(rate / 2), options.stepSeconds);
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  return `| ${contestant.what} | ${rate}/s | ${best.toFixed(2)} | ${options.runSeconds} s: ${long.held ? 'holds' : 'grows'} | ${ms(half.p99Ms)} | ${ms(long.metricsP99Ms)} | ${ms(long.readP99Ms)} |`;
}

async function runAt(contestant: Contestant, rate: number, seconds: number): Promise<Run> {
  await contestant.prepare();
  const server = await startContestant(contestant);
  try {
    await server.load({ seed: `sustained-warm-up-${process.pid}`, count: 2_000, connections, size: '20k' });
    await server.settle();
    const state = { over: false };
    const looking = lookOn(server, state);
    const result = await server.load({
      seed: `sustained-${rate}-${process.pid}`,
      count: rate * seconds,
      connections,
      size: '20k',
      rate,
    });
    const from = performance.now() - result.seconds * 1000;
    state.over = true;
    const looks = await looking;
    const mostIn = (begin: number, end: number): number =>
      Math.max(
        0,
        ...looks
          .filter(({ at }) => at >= from + begin * result.seconds * 1000 && at < from + end * result.seconds * 1000)
          .map(({ lagSeconds }) => lagSeconds),
      );
    const isFast = result.refused === 0 && result.perSecond >= 0.97 * rate;
    return {
      rate,
      held: isFast && mostIn(2 / 3, 1) <= swingRatio * mostIn(1 / 3, 2 / 3) + swingSeconds,
      p99Ms: result.p99Ms,
      metricsP99Ms: quantile(
        looks.map(({ metricsMs }) => metricsMs),
        0.99,
      ),
      readP99Ms: quantile(
        looks.map(({ readMs }) => readMs),
        0.99,
      ),
      lagSeconds: mostIn(0, 1),
    };
  } finally {
    await server.stop();
  }
}

interface Look {
  readonly at: number;
  readonly lagSeconds: number;
  readonly metricsMs: number;
  readonly readMs: number;
}

/** Scrapes and reads beside the deliveries, as Prometheus and a reader do. */
async function lookOn({ url }: BenchServer, state: { readonly over: boolean }): Promise<readonly Look[]> {
  const looks: Look[] = [];
  while (!state.over) {
    const at = performance.now();
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const metricsMs = performance.now() - at;
    await (await fetch(`${url}/api/runs?limit=50`)).arrayBuffer();
    const readMs = performance.now() - at - metricsMs;
    const lagSeconds = Number(/^cislo_settle_lag_seconds (\S+)/m.exec(metrics)?.[1] ?? 0);
    looks.push({ at, lagSeconds, metricsMs, readMs });
    await sleep(lookEveryMs);
  }
  return looks;
}
