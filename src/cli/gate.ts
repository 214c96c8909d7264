import { Command, Option } from 'commander';
import { type GateDecision, type Risk, risks } from '../act/gate/gate-settings.ts';
import { CisloError } from '../model/error.ts';
import { showPercent } from '../model/show-number.ts';
import { systemViewer } from '../model/viewer.ts';
import { readGate } from '../status/read-gate.ts';
import { gateJson } from '../web/api/gate-json.ts';
import { getJson } from './get-json.ts';
import { type ServerFlags, serverOf, withServerFlags } from './server-flags.ts';
import { table } from './table.ts';
import { withReadOnlyStore } from './with-database.ts';

type GateOutput = ReturnType<typeof gateJson>;

interface Flags extends ServerFlags {
  readonly slo: readonly string[];
  readonly service: readonly string[];
  readonly risk: Risk;
  readonly strict?: boolean;
  readonly json?: boolean;
}

/** `cislo gate`: whether a change may go on. */
export function gateCommand(): Command {
  const command = new Command('gate')
    .description(
      'Says whether a change may go on, by how SLOs stand. Exit code: 0 approve or review, 1 defer or block.',
    )
    .option('--slo <ids...>', 'the SLOs that decide, by id', [])
    .option('--service <names...>', 'the services whose SLOs decide', [])
    .addOption(
      new Option('--risk <risk>', 'how much the change may break').choices([...risks]).makeOptionMandatory(true),
    )
    .option('--strict', 'exit 1 for review as well');
  return withServerFlags(command)
    .option('--json', 'print the answer as JSON, as the API does')
    .action(async (flags: Flags) => {
      const answer = await decide(flags).catch((error: unknown) => {
        // An SLO that there is not is a mistake of who asks, and no decision.
        throw error instanceof CisloError && error.code === 'not_found'
          ? new CisloError('bad_request', error.message, { cause: error })
          : error;
      });
      process.stdout.write(flags.json === true ? `${JSON.stringify(answer)}\n` : tellGate(answer));
      if (exitCodeOf(answer.decision, flags.strict === true) !== 0) process.exitCode = 1;
    });
}

async function decide(flags: Flags): Promise<GateOutput> {
  const server = serverOf(flags);
  const { slo: slos, service: services, risk } = flags;
  if (server !== null) {
    const query = new URLSearchParams([
      ...slos.map((id): [string, string] => ['slo', id]),
      ...services.map((name): [string, string] => ['service', name]),
      ['risk', risk],
    ]);
    return (await getJson(server, `/api/gate?${query}`)) as GateOutput;
  }
  return withReadOnlyStore(async ({ store: { read }, config }) =>
    gateJson(await readGate(read, systemViewer, { slos, services, risk }, config.gate, Date.now())),
  );
}

/** 0 for what may go on, perhaps after somebody approved it; with `strict` only for what may go on by itself. */
export function exitCodeOf(decision: GateDecision, strict: boolean): 0 | 1 {
  if (decision === 'approve') return 0;
  return decision === 'review' && !strict ? 0 : 1;
}

/** The answer for a terminal. */
export function tellGate({ decision, reason, slos, conditions, alternatives, approvers }: GateOutput): string {
  const list = (title: string, lines: readonly string[]): string =>
    lines.length === 0 ? '' : `${title}: ${lines.join('; ')}\n`;
  const rows = slos.map((slo) => [
    slo.id,
    slo.status.replace('_', ' '),
    slo.budget_remaining_ratio === null ? 'no data' : showPercent(slo.budget_remaining_ratio, 1),
    slo.decision,
  ]);
  return [
    `${decision.toUpperCase()}: ${reason}\n`,
    list('before it goes on', conditions),
    list('instead', alternatives),
    list('may approve', approvers),
    table(['SLO', 'status', 'budget left', 'decision'], rows, new Set([2])),
  ].join('');
}
