import type { Contestant } from './contestants.ts';
import { startContestant } from './server.ts';
import { median, medianRatio } from './statistics.ts';

const connections = 64;

/** How fast events are taken, one and fifty in a request, beside deliveries; in turn, round by round. A Markdown table. */
export async function measureCustomEvents(contestant: Contestant, rounds: number, count: number): Promise<string> {
  const rates = { deliveries: [] as number[], single: [] as number[], batch: [] as number[] };
  for (let round = 1; round <= rounds; round += 1) {
    for (const kind of ['deliveries', 'single', 'batch'] as const) {
      const perRequest = kind === 'batch' ? 50 : 1;
      rates[kind].push(await measureRound(contestant, `${kind}-${round}-${process.pid}`, kind, count, perRequest));
      process.stderr.write(`${kind} ${round}/${rounds}: ${rates[kind].at(-1)?.toFixed(0)}/s\n`);
    }
  }
  const row = (what: string, kind: keyof typeof rates): string =>
    `| ${what} | ${median(rates[kind]).toFixed(0)} | ${medianRatio(rates[kind], rates.deliveries).toFixed(2)} |`;
  return `| ${contestant.what} | a second | against deliveries |
| --- | ---: | ---: |
${row('deliveries of about 20 KB', 'deliveries')}
${row('events, one in a request', 'single')}
${row('events, 50 in a request', 'batch')}`;
}

async function measureRound(
  contestant: Contestant,
  seed: string,
  kind: 'deliveries' | 'single' | 'batch',
  count: number,
  perRequest: number,
): Promise<number> {
  await contestant.prepare();
  const server = await startContestant(contestant);
  const load = (name: string, requests: number) =>
    server.load({
      seed: name,
      count: requests,
      connections,
      size: '20k',
      ...(kind === 'deliveries' ? {} : { events: perRequest }),
    });
  try {
    await load(`${seed}-warm-up`, 2_000 / perRequest);
    await server.settle();
    const result = await load(seed, Math.ceil(count / perRequest));
    if (result.refused > 0) throw new Error(`${result.refused} of ${kind} were refused`);
    return result.perSecond * perRequest;
  } finally {
    await server.stop();
  }
}
