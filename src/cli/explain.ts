import { Command, Option } from 'commander';
import { readSettings } from '../app/read-settings.ts';
import { workerSettings } from '../app/worker-settings.ts';
import { explainReport } from '../config/explain-report.ts';
import { type GithubWord, githubWord } from '../config/github-words.ts';
import { explainRevisionById } from '../explain/explain-revision-by-id.ts';
import { explainRunById } from '../explain/explain-run-by-id.ts';
import { definitionsReader } from '../explain/read-definitions.ts';
import { CisloError } from '../model/error.ts';
import { type JobSource, jobSources } from '../model/observation.ts';
import { systemViewer } from '../model/viewer.ts';
import { explainedRevisionJson } from '../web/api/explained-revision-json.ts';
import { explainedRunJson } from '../web/api/explained-run-json.ts';
import { becauseJson } from '../web/api/explanation-json.ts';
import { getJson } from './get-json.ts';
import { type Server, type ServerFlags, serverOf, withServerFlags } from './server-flags.ts';
import { type Explanation, tellExplanation } from './tell-explanation.ts';
import { tellReport } from './tell-report.ts';
import { withReadOnlyStore } from './with-database.ts';

interface ExplainFlags extends ServerFlags {
  readonly name?: string;
  readonly app?: string;
  readonly sender?: string;
  readonly says?: GithubWord;
  readonly text?: string;
  readonly source?: JobSource;
  readonly json?: boolean;
}

const aboutNames = ['app', 'sender', 'says', 'text', 'source'] as const;

/** `cislo explain`: why a run or a revision is what it is, or what the rules would make of a report. */
export function explainCommand(): Command {
  const command = new Command('explain')
    .description(
      'Tells which reports, which lines of rules and which definitions led to a run or a revision and its verdicts; or, for --name, what the rules make of a report. Exit code 1 when there is no such thing.',
    )
    .argument('[id]', 'the id of a run or a revision, as /api/runs and /api/revisions show it')
    .option('--name <name>', 'instead of an id: the name of a job, a check or the context of a status')
    .option('--app <slug>', 'with --name: the app that made the check')
    .option('--sender <login>', 'with --name: the account that sent the status; bots with "[bot]"')
    .addOption(
      new Option('--says <word>', "with --name: GitHub's own word (default: success)").choices(githubWord.options),
    )
    .option('--text <text>', "with --name: the status's description, or the check's output title")
    .addOption(
      new Option('--source <source>', 'with --name (default: check_run with --app, else status)').choices(jobSources),
    )
    .option('--json', 'print what the API answers; for --name {"provider", "kind", "role", "state"}');
  return withServerFlags(command, 'ask this server; needed while it holds the embedded database').action(explain);
}

async function explain(id: string | undefined, flags: ExplainFlags): Promise<void> {
  const [text, json] = id === undefined ? explainName(flags) : await explainId(id, flags);
  process.stdout.write(flags.json === true ? `${JSON.stringify(json)}\n` : text);
}

function explainName({ url, ...flags }: ExplainFlags): readonly [text: string, json: unknown] {
  const { name, app, sender, says = 'success', text, source } = flags;
  if (name === undefined)
    throw new CisloError('bad_request', 'explain what? Give the id of a run or a revision, or --name and a job name');
  if (url !== undefined)
    throw new CisloError('bad_request', '--name asks the rules of the settings here, not a server; leave --url out');
  const report = {
    name,
    says,
    ...(app === undefined ? {} : { app }),
    ...(sender === undefined ? {} : { sender }),
    ...(text === undefined ? {} : { text }),
    ...(source === undefined ? {} : { source }),
  };
  const { provider, kind, role, state } = explainReport(report, readSettings(process.env).rules);
  const json = {
    provider: becauseJson(provider),
    kind: becauseJson(kind),
    role: becauseJson(role),
    state: becauseJson(state),
  };
  return [tellReport(name, json), json];
}

async function explainId(id: string, flags: ExplainFlags): Promise<readonly [text: string, json: unknown]> {
  const tooMuch = [flags.name === undefined ? [] : ['name'], aboutNames.filter((name) => flags[name] !== undefined)];
  const [first] = tooMuch.flat();
  if (first !== undefined)
    throw new CisloError('bad_request', `--${first} is about a job name; leave it out, or give no id, got ${id}`);
  if (!/^[0-9a-f]{32}$/.test(id))
    throw new CisloError(
      'bad_request',
      `an id is 32 hexadecimal digits in lower case, got '${id.slice(0, 100)}'; take it from /api/runs or /api/revisions`,
    );
  const server = serverOf(flags);
  const json = server === null ? await readHere(id) : await readFrom(server, id);
  if (json === null)
    throw new CisloError(
      'not_found',
      `there is neither a run nor a revision ${id}; take an id from /api/runs or /api/revisions`,
    );
  return [tellExplanation(json), json];
}

function readHere(id: string): Promise<Explanation | null> {
  return withReadOnlyStore(async ({ config, store }) => {
    const definitions = await definitionsReader(store.db, workerSettings(config).offers)();
    const now = Date.now();
    const run = await explainRunById(store.read, systemViewer, definitions, id, now);
    if (run !== null) return explainedRunJson(run);
    const revision = await explainRevisionById(store.read, systemViewer, definitions, id, now);
    return revision === null ? null : explainedRevisionJson(revision);
  });
}

async function readFrom(server: Server, id: string): Promise<Explanation | null> {
  for (const list of ['runs', 'revisions']) {
    try {
      return (await getJson(server, `/api/${list}/${id}/explain`)) as Explanation;
    } catch (error) {
      if (!(error instanceof CisloError) || error.code !== 'not_found') throw error;
    }
  }
  return null;
}
