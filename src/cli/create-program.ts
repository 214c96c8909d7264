import { Command } from 'commander';
import { packageVersion } from '../app/package-folder.ts';
import { alertsCommand } from './alerts.ts';
import { backfillCommand } from './backfill.ts';
import { bubbleUpCommand } from './bubble-up.ts';
import { demoCommand } from './demo.ts';
import { explainCommand } from './explain.ts';
import { gateCommand } from './gate.ts';
import { generateCommand } from './generate.ts';
import { importCommand } from './import.ts';
import { initCommand } from './init.ts';
import { loadCommand } from './load.ts';
import { mcpCommand } from './mcp.ts';
import { migrateCommand } from './migrate.ts';
import { notifyCommand } from './notify.ts';
import { refoldCommand } from './refold.ts';
import { replayCommand } from './replay.ts';
import { reportCommand } from './report.ts';
import { rulesCommand } from './rules.ts';
import { serveCommand } from './serve.ts';
import { sloCommand } from './slo.ts';
import { statusCommand } from './status.ts';
import { suggestCommand } from './suggest.ts';
import { tokenCommand } from './token.ts';
import { validateCommand } from './validate.ts';
import { verifyCommand } from './verify.ts';

/** The command line: `cislo COMMAND`. */
export function createProgram(): Command {
  const version = packageVersion();
  const program = new Command('cislo')
    .description(
      'Measures the service levels of CI on GitHub: time to first status, builds and tests that end in an answer.',
    )
    .version(version)
    .showHelpAfterError('(--help shows what is allowed)')
    .addHelpText('after', '\nExit code: 0 well, 1 a finding or a failure, 2 wrong usage or settings.');
  for (const command of [
    serveCommand(),
    demoCommand(),
    migrateCommand(),
    statusCommand(),
    alertsCommand(),
    bubbleUpCommand(),
    gateCommand(),
    notifyCommand(),
    mcpCommand(),
    reportCommand(),
    verifyCommand(),
    refoldCommand(),
    explainCommand(),
    validateCommand(),
    rulesCommand(),
    sloCommand(),
    tokenCommand(),
    initCommand(),
    suggestCommand(),
    importCommand(),
    generateCommand(),
    replayCommand(),
    backfillCommand(),
    loadCommand(),
  ]) {
    program.addCommand(command);
  }
  return program;
}
