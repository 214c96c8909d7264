import { setTimeout as sleep } from 'node:timers/promises';
import type { Contestant } from './contestants.ts';
import { startContestant } from './server.ts';
import { median, quantile } from './statistics.ts';

/** Resident memory over many deliveries; one line. Judged after the first tenth. */
export async function measureMemory(contestant: Contestant, count: number): Promise<string> {
  await contestant.prepare();
  const server = await startContestant(contestant);
  try {
    const samples: number[] = [];
    let done = false;
    const running = server
      .load({ seed: `memory-${process.pid}`, count, connections: 64, size: '20k', stream: true })
      .finally(() => {
        done = true;
      });
    for (; !done; await sleep(1_000)) samples.push(server.residentMiB());
    const result = await running;
    if (result.refused > 0) throw new Error(`${contestant.name} refused ${result.refused} deliveries`);
    const later = samples.slice(Math.ceil(samples.length / 10));
    const mostly = [quantile(later, 0.025), quantile(later, 0.975)] as const;
    return `Over ${count.toLocaleString('en')} deliveries in one go (${result.perSecond.toFixed(0)}/s with the client making its bodies) ${contestant.what} had ${median(later)} MiB resident in the median after the first tenth, 95 % of the time between ${mostly.join(' and ')}, always between ${Math.min(...later)} and ${Math.max(...later)}; ${median(later.slice(0, later.length >> 1))} in the first half and ${median(later.slice(later.length >> 1))} in the second.`;
  } finally {
    await server.stop();
  }
}
