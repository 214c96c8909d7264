import { Command } from 'commander';
import { configFiles } from '../app/read-settings.ts';
import { type CheckedRow, checkRuleTests } from '../config/check-rule-tests.ts';
import { readFiles } from '../config/config-files.ts';
import { loadRules } from '../config/load-rules.ts';
import { readConfigFile } from '../config/read-config-file.ts';
import { CisloError } from '../model/error.ts';
import { formatProblem } from '../model/problem.ts';
import type { TextFile } from '../yaml/text-file.ts';
import { readNamedFiles } from './read-named-files.ts';

/** `cislo rules`: what can be done with provider rules. */
export function rulesCommand(): Command {
  return new Command('rules').description('Works with provider rules.').addCommand(testCommand());
}

function testCommand(): Command {
  return new Command('test')
    .description(
      'Puts the tables ("tests") of rule files to their own rules and the built-in ones, and prints every row that differs. Exit code 1 when one does.',
    )
    .argument('<file...>', 'files of rules or configurations, or folders whose .yaml and .yml files are meant')
    .option('--json', 'print {"files": […]} as JSON')
    .action((paths: readonly string[], { json }: { readonly json?: boolean }) => {
      const builtIn = readFiles(configFiles, `${configFiles.packageFolder}/rules`, 'rules').files;
      const files = readNamedFiles(paths).map((file) => ({ file: file.file, rows: testFile(file, builtIn) }));
      process.stdout.write(json === true ? `${JSON.stringify({ files: files.map(asJson) })}\n` : describe(files));
      if (files.some(({ rows }) => rows.some(differs))) process.exitCode = 1;
    });
}

interface TestedFile {
  readonly file: string;
  readonly rows: readonly CheckedRow[];
}

function testFile(file: TextFile, builtIn: readonly TextFile[]): readonly CheckedRow[] {
  const { config, problems } = readConfigFile(file);
  if (problems.length > 0) throw new CisloError('bad_config_file', problems.map(formatProblem).join('\n'));
  const rows = checkRuleTests(config.rules, loadRules(builtIn, config.rules).rules);
  if (rows.length === 0)
    throw new CisloError('bad_request', `${file.file} has no table to test; write rows under "tests"`);
  return rows;
}

function differs({ differences }: CheckedRow): boolean {
  return differences.length > 0;
}

function asJson({ file, rows }: TestedFile) {
  return { file, rows: rows.length, differing: rows.filter(differs) };
}

function describe(files: readonly TestedFile[]): string {
  return files
    .flatMap(({ file, rows }) => [...rows.flatMap(lines), summary(file, rows)].map((line) => `${line}\n`))
    .join('');
}

function lines({ file, line, row, differences }: CheckedRow): readonly string[] {
  return differences.map(
    ({ field, wanted, got }) => `${file}:${line}: ${row}: ${field} is ${got ?? 'not there'}, wanted ${wanted}`,
  );
}

function summary(file: string, rows: readonly CheckedRow[]): string {
  const wrong = rows.filter(differs).length;
  const all = rows.length === 1 ? '1 row' : `${rows.length} rows`;
  return wrong === 0 ? `${file}: ${all}, all as wanted` : `${file}: ${all}, ${wrong} not as wanted`;
}
