import { Command } from 'commander';
import { CisloError } from '../model/error.ts';
import { showPercent } from '../model/show-number.ts';
import { systemViewer } from '../model/viewer.ts';
import { bubbleUpSentences, readBubbleUp } from '../status/read-bubble-up.ts';
import { type BubbleUpJson, bubbleUpJson } from '../web/api/bubble-up-routes.ts';
import { askServer, jsonOf, refusedBy } from './ask-server.ts';
import { requireTime, timeForms } from './parse-since.ts';
import { type Server, type ServerFlags, serverOf, withServerFlags } from './server-flags.ts';
import { table } from './table.ts';
import { withReadOnlyStore } from './with-database.ts';

interface Flags extends ServerFlags {
  readonly since: string;
  readonly until?: string;
  readonly dimension?: readonly string[];
  readonly limit: string;
  readonly json?: boolean;
}

interface Asked {
  readonly since: number;
  readonly until: number;
  readonly dimensions: readonly string[] | null;
  readonly limit: number;
}

const mostLimit = 100;

/** `cislo bubbleup SLO`: what its bad events have in common. */
export function bubbleUpCommand(): Command {
  const command = new Command('bubbleup')
    .description('Prints what the bad events of an SLO have in common and its good ones have not. It only reads.')
    .argument('<slo>', 'the SLO, by its id')
    .requiredOption('--since <time>', `events from then on: ${timeForms}`)
    .option('--until <time>', `events until then: ${timeForms}; default: now`)
    .option('--dimension <names...>', 'compare only by these columns, hour or weekday')
    .option('--limit <n>', `at most so many lines, 1 to ${mostLimit}`, '20');
  return withServerFlags(command)
    .option('--json', 'print the answer as JSON, as the API does')
    .action(async (slo: string, flags: Flags) => {
      const asked = readFlags(flags, Date.now());
      const server = serverOf(flags);
      const answer = server === null ? await bubbleUpHere(slo, asked) : await bubbleUpFrom(server, slo, asked);
      process.stdout.write(flags.json === true ? `${JSON.stringify(answer)}\n` : tellBubbleUp(slo, answer));
    });
}

function readFlags({ since: from, until: to, dimension, limit: most }: Flags, now: number): Asked {
  const since = requireTime('--since', from, now);
  const until = to === undefined ? now : requireTime('--until', to, now);
  if (until <= since) throw new CisloError('bad_request', `--until must be after --since, got ${to}`);
  const limit = Number(most);
  if (!Number.isInteger(limit) || limit < 1 || limit > mostLimit)
    throw new CisloError('bad_request', `--limit must be a whole number from 1 to ${mostLimit}, got ${most}`);
  return { since, until, dimensions: dimension ?? null, limit };
}

function bubbleUpHere(slo: string, { since, until, ...asked }: Asked): Promise<BubbleUpJson> {
  return withReadOnlyStore(async ({ store: { read } }) => {
    const objectives = await read.readObjectives(systemViewer);
    const objective = objectives.find(({ name }) => name === slo);
    if (objective === undefined) {
      const names = objectives.map(({ name }) => name).join(', ');
      throw new CisloError('not_found', `there is no SLO '${slo}'; there are: ${names || 'none'}`);
    }
    const reading = await readBubbleUp(read, systemViewer, objective, { ...asked, from: since, to: until });
    return bubbleUpJson(reading, since, until);
  });
}

async function bubbleUpFrom(
  server: Server,
  slo: string,
  { since, until, dimensions, limit }: Asked,
): Promise<BubbleUpJson> {
  const body = {
    since: new Date(since).toISOString(),
    until: new Date(until).toISOString(),
    limit,
    ...(dimensions === null ? {} : { dimensions }),
  };
  const answer = await askServer(server, `/api/slos/${encodeURIComponent(slo)}/bubbleup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status !== 200) throw refusedBy(answer);
  return jsonOf(answer) as BubbleUpJson;
}

/** What stands out, for a terminal. */
export function tellBubbleUp(
  slo: string,
  { bad, good, sampled_ratio, items, message, since, until }: BubbleUpJson,
): string {
  const sampled = sampled_ratio < 1 ? `, ${showPercent(sampled_ratio, 1)} of the good ones` : '';
  const head = `${slo} from ${since} to ${until}: ${bad} bad and ${good} good events compared${sampled}.\n`;
  if (message !== null) return `${head}${bubbleUpSentences[message]}\n`;
  const rows = items.map(({ dimension, value, ...item }) => [
    `${dimension} = ${value}`,
    `${item.bad_count} (${showPercent(item.bad_share, 1)})`,
    `${item.good_count} (${showPercent(item.good_share, 1)})`,
    `× ${item.lift.toFixed(1)}`,
    item.q_value < 1e-4 ? item.q_value.toExponential(0) : item.q_value.toFixed(4),
    item.also.map((pair) => `${pair.dimension} = ${pair.value}`).join(', '),
  ]);
  return (
    head +
    table(
      ['what bad events have more often', 'bad', 'good', 'lift', 'q', 'the same events'],
      rows,
      new Set([1, 2, 3, 4]),
    )
  );
}
