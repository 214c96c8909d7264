import { createProgram } from '../../src/cli/create-program.ts';
import { runProgram } from '../../src/cli/run-program.ts';

export interface CliResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this process with the given environment alone, and catches what it prints. */
export async function runCli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliResult> {
  const real = { env: process.env, out: process.stdout.write, err: process.stderr.write };
  let out = '';
  let err = '';
  const record = (add: (text: string) => void) =>
    ((text: string | Uint8Array) => {
      add(String(text));
      return true;
    }) as typeof process.stdout.write;
  process.env = { ...env };
  process.stdout.write = record((text) => {
    out += text;
  });
  process.stderr.write = record((text) => {
    err += text;
  });
  try {
    const code = await runProgram(createProgram(), args);
    return { code, out, err };
  } finally {
    process.env = real.env;
    process.stdout.write = real.out;
    process.stderr.write = real.err;
    // What the command found is in `code`; the test run itself has not failed.
    process.exitCode = undefined;
  }
}
