import { type Command, CommanderError } from 'commander';
import { CisloError, type ErrorCode } from '../model/error.ts';

const usageErrors: ReadonlySet<ErrorCode> = new Set(['bad_settings', 'bad_config_file', 'bad_request']);

/**
 * Runs the command line and returns the exit code: 0 well, 1 a finding or a failure, 2 wrong usage or settings.
 * A command reports a finding by setting `process.exitCode`. Never rejects; errors go to standard error.
 */
export async function runProgram(program: Command, args: readonly string[]): Promise<number> {
  throwInsteadOfExit(program);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return isAskedFor(error) ? 0 : 2;
    if (error instanceof CisloError) {
      process.stderr.write(`cislo: ${error.message}\n`);
      return usageErrors.has(error.code) ? 2 : 1;
    }
    process.stderr.write(
      `cislo: this is a bug, please report it: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    return 1;
  }
}

/** Help and version that somebody asked for; help because no command was given is a usage error. */
function isAskedFor({ code }: CommanderError): boolean {
  return code === 'commander.helpDisplayed' || code === 'commander.version';
}

function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) throwInsteadOfExit(child);
}
