import { Command } from 'commander';
import { changeStoredSlo, type StoredSloAction } from '../generation/change-stored-slo.ts';
import { ownVersions } from '../generation/deployment.ts';
import { CisloError } from '../model/error.ts';
import { formatProblem, type Problem } from '../model/problem.ts';
import { showPercent } from '../model/show-number.ts';
import { systemViewer } from '../model/viewer.ts';
import { readStoredDocument } from '../slo/read-stored-document.ts';
import { sloJson } from '../web/api/slo-json.ts';
import type { TextFile } from '../yaml/text-file.ts';
import { askServer, jsonOf, refusedBy } from './ask-server.ts';
import { getJson } from './get-json.ts';
import { readNamedFiles } from './read-named-files.ts';
import { type Server, type ServerFlags, serverOf, withServerFlags } from './server-flags.ts';
import { table } from './table.ts';
import { withExistingStore, withReadOnlyStore } from './with-database.ts';

type SloItem = ReturnType<typeof sloJson>;

/** `cislo slo list|apply|delete`: the SLOs that are in force, and those that are kept in the database. */
export function sloCommand(): Command {
  return new Command('slo')
    .description('Lists the SLOs that are in force, and changes those that are stored in the database.')
    .addCommand(listCommand())
    .addCommand(applyCommand())
    .addCommand(deleteCommand());
}

function listCommand(): Command {
  return withServerFlags(new Command('list').description('Prints every SLO with where it comes from.'))
    .option('--json', 'print {"items": […]} as JSON, as /api/slos does')
    .action(async ({ json, ...flags }: ServerFlags & { readonly json?: boolean }) => {
      const server = serverOf(flags);
      const items = server === null ? await listHere() : await listFrom(server);
      process.stdout.write(json === true ? `${JSON.stringify({ items, next: null })}\n` : sloList(items));
    });
}

function listHere(): Promise<readonly SloItem[]> {
  return withReadOnlyStore(async ({ store: { read } }) => {
    const generations = await read.readGenerations(systemViewer);
    return (await read.readObjectives(systemViewer)).map((objective) => sloJson(objective, generations));
  });
}

async function listFrom(server: Server): Promise<readonly SloItem[]> {
  return ((await getJson(server, '/api/slos')) as { readonly items: readonly SloItem[] }).items;
}

function sloList(items: readonly SloItem[]): string {
  const rows = items.map(({ id, origin, service, target, window, state }) => [
    id,
    origin,
    service,
    showPercent(target, 4),
    window.duration,
    state,
  ]);
  return table(['SLO', 'from', 'service', 'target', 'window', 'numbers'], rows, new Set([3]));
}

function applyCommand(): Command {
  const command = new Command('apply')
    .description(
      'Stores the SLO of each file in the database, or replaces the stored one of that name. Each file holds one SLO and what it refers to.',
    )
    .argument('<file...>', 'OpenSLO files, or folders whose .yaml and .yml files are meant');
  return withServerFlags(command).action(async (paths: readonly string[], flags: ServerFlags) => {
    const server = serverOf(flags);
    const files = readNamedFiles(paths);
    const problems = files.flatMap(problemsOf);
    if (problems.length > 0) {
      // Nothing is stored of several files when one of them is wrong.
      process.stderr.write(problems.map((problem) => `${formatProblem(problem)}\n`).join(''));
      process.exitCode = 1;
      return;
    }
    const store = server === null ? storeHere : (file: TextFile) => storeAt(server, file);
    for (const file of files) process.stdout.write(`${await store(file)}: stored\n`);
  });
}

function problemsOf({ file, text }: TextFile): readonly Problem[] {
  return readStoredDocument(text).problems.map((problem) => ({ ...problem, file }));
}

async function storeHere({ text }: TextFile): Promise<string> {
  const { name, objectives } = readStoredDocument(text);
  await change('apply', { name: name as string, content: { document: text, objectives }, changedBy: 'this machine' });
  return name as string;
}

async function storeAt(server: Server, { text }: TextFile): Promise<string> {
  const name = readStoredDocument(text).name as string;
  const request = { headers: { 'content-type': 'application/yaml' }, body: text };
  const replaced = await askServer(server, `/api/slos/${name}`, { method: 'PUT', ...request });
  const answer =
    replaced.status === 404 ? await askServer(server, '/api/slos', { method: 'POST', ...request }) : replaced;
  if (answer.status > 299) throw refusalOf(answer);
  jsonOf(answer);
  return name;
}

function deleteCommand(): Command {
  const command = new Command('delete')
    .description('Deletes a stored SLO with its numbers; what was stored before stays in the database.')
    .argument('<slo>', 'its name');
  return withServerFlags(command).action(async (name: string, flags: ServerFlags) => {
    const server = serverOf(flags);
    if (server === null) await change('delete', { name, content: null, changedBy: 'this machine' });
    else {
      const answer = await askServer(server, `/api/slos/${encodeURIComponent(name)}`, { method: 'DELETE' });
      if (answer.status > 299) throw refusalOf(answer);
    }
    process.stdout.write(`${name}: deleted\n`);
  });
}

function change(action: StoredSloAction, version: Parameters<typeof changeStoredSlo>[2]): Promise<void> {
  return withExistingStore(({ store }) => changeStoredSlo(store.db, action, version, ownVersions, Date.now()));
}

function refusalOf(answer: Parameters<typeof refusedBy>[0]): CisloError {
  const { message, code } = refusedBy(answer);
  return new CisloError(answer.status === 409 ? 'conflict' : code, message);
}
