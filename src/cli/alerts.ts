import { Command } from 'commander';
import { CisloError } from '../model/error.ts';
import type { Objective } from '../model/objective.ts';
import { systemViewer } from '../model/viewer.ts';
import { backtestAlerts, readAlerts, replayAlerts } from '../status/alert-view.ts';
import type { ReadDoor } from '../store/read/read-door.ts';
import { alertStateJson, raisedAlertJson } from '../web/api/alert-json.ts';
import { alertStateTable, raisedAlertTable } from './alert-table.ts';
import { getJson } from './get-json.ts';
import { requireTime, timeForms } from './parse-since.ts';
import { type Server, type ServerFlags, serverOf, withServerFlags } from './server-flags.ts';
import { withReadOnlyStore } from './with-database.ts';

type AlertStateItem = ReturnType<typeof alertStateJson>;
type RaisedAlertItem = ReturnType<typeof raisedAlertJson>;

interface SharedFlags extends ServerFlags {
  readonly json?: boolean;
}

const jsonFlag = ['--json', 'print {"items": […]} as JSON, as the API does'] as const;

/** `cislo alerts`: how the alerts stand; `cislo alerts backtest`: every alert that would have fired. */
export function alertsCommand(): Command {
  const command = new Command('alerts')
    .description('Prints how the alert of every policy stands. It only reads: the server evaluates.')
    .option('--at <time>', `as it would have been then, by what is known now: ${timeForms}`);
  return withServerFlags(command)
    .option(...jsonFlag)
    .action(async ({ at, json, ...flags }: SharedFlags & { readonly at?: string }) => {
      const atMs = at === undefined ? null : requireTime('--at', at, Date.now());
      const server = serverOf(flags);
      const items = server === null ? await statesHere(atMs) : await statesFrom(server, atMs);
      print(items, json, alertStateTable);
    })
    .addCommand(backtestCommand());
}

function backtestCommand(): Command {
  const command = new Command('backtest')
    .description(
      'Evaluates the policies over the past and prints every alert that would have fired, by what is known now.',
    )
    .option('--slo <id>', 'only this SLO')
    .requiredOption('--since <time>', `from then on: ${timeForms}`)
    .option('--until <time>', `until then: ${timeForms}; default: now`);
  return withServerFlags(command)
    .option(...jsonFlag)
    .action(async (_flags: object, command: Command) => {
      // The options that both commands have belong to the one above when they stand before the word `backtest`, or behind it.
      const flags = command.optsWithGlobals<BacktestFlags>();
      const since = requireTime('--since', flags.since, Date.now());
      const until = flags.until === undefined ? Date.now() : requireTime('--until', flags.until, Date.now());
      if (until <= since) throw new CisloError('bad_request', `--until must be after --since, got ${flags.until}`);
      const { slo = null } = flags;
      const server = serverOf(flags);
      const items = server === null ? await raisedHere(slo, since, until) : await raisedFrom(server, slo, since, until);
      print(items, flags.json, raisedAlertTable);
    });
}

interface BacktestFlags extends SharedFlags {
  readonly slo?: string;
  readonly since: string;
  readonly until?: string;
}

function print<Item>(
  items: readonly Item[],
  json: boolean | undefined,
  table: (items: readonly Item[]) => string,
): void {
  process.stdout.write(json === true ? `${JSON.stringify({ items, next: null })}\n` : table(items));
}

function statesHere(at: number | null): Promise<readonly AlertStateItem[]> {
  return withReadOnlyStore(async ({ store: { read } }) => {
    const objectives = await read.readObjectives(systemViewer);
    const views =
      at === null
        ? await readAlerts(read, systemViewer, objectives, Date.now())
        : await replayAlerts(read, systemViewer, objectives, at);
    return views.map(alertStateJson);
  });
}

async function statesFrom(server: Server, at: number | null): Promise<readonly AlertStateItem[]> {
  const query = at === null ? '' : `?at=${new Date(at).toISOString()}`;
  return ((await getJson(server, `/api/alerts${query}`)) as { readonly items: readonly AlertStateItem[] }).items;
}

function raisedHere(slo: string | null, since: number, until: number): Promise<readonly RaisedAlertItem[]> {
  return withReadOnlyStore(async ({ store: { read } }) => {
    const objectives = chosen(slo, await read.readObjectives(systemViewer));
    const tests = await Promise.all(objectives.map((one) => raisedOf(read, one, since, until)));
    return inOrder(tests.flat());
  });
}

async function raisedOf(read: ReadDoor, objective: Objective, since: number, until: number) {
  const { alerts } = await backtestAlerts(read, systemViewer, objective, since, until);
  return alerts.map(raisedAlertJson);
}

async function raisedFrom(server: Server, slo: string | null, since: number, until: number) {
  const { items } = (await getJson(server, '/api/slos')) as { readonly items: readonly { readonly name: string }[] };
  const query = `since=${new Date(since).toISOString()}&until=${new Date(until).toISOString()}`;
  const answers = await Promise.all(
    chosen(slo, items).map(
      ({ name }) =>
        getJson(server, `/api/slos/${encodeURIComponent(name)}/alerts?${query}`) as Promise<{
          readonly items: readonly RaisedAlertItem[];
        }>,
    ),
  );
  return inOrder(answers.flatMap((answer) => answer.items));
}

function chosen<Named extends { readonly name: string }>(slo: string | null, all: readonly Named[]): readonly Named[] {
  const found = all.filter(({ name }) => slo === null || name === slo);
  if (slo === null || found.length > 0) return found;
  const names = all.map(({ name }) => name).join(', ');
  throw new CisloError('not_found', `there is no SLO '${slo}'; there are: ${names || 'none'}`);
}

function inOrder(items: readonly RaisedAlertItem[]): readonly RaisedAlertItem[] {
  return [...items].sort((left, right) =>
    left.firing_at < right.firing_at ? -1 : left.firing_at > right.firing_at ? 1 : 0,
  );
}
