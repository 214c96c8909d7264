import type { Logger } from 'probot';

/** A logger for commands that print results: errors go to standard error in one line each, everything else is dropped. */
export function quietLog(write: (line: string) => void = (line) => process.stderr.write(line)): Logger {
  const error = (fields: { readonly err?: unknown }, message?: string): void => {
    const cause = fields.err instanceof Error ? `: ${fields.err.message}` : '';
    write(`cislo: ${message ?? 'error'}${cause}\n`);
  };
  const drop = (): void => {};
  const log = {
    level: 'error',
    trace: drop,
    debug: drop,
    info: drop,
    warn: drop,
    error,
    fatal: error,
    silent: drop,
    child: () => log,
  };
  // Probot only calls these of pino's methods.
  return log as unknown as Logger;
}
