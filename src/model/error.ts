/** Every error a user can see, by name; docs/errors.md lists each. */
export const errorCodes = [
  'bad_settings',
  'bad_config_file',
  'bad_slo_file',
  'bad_request',
  'data_dir_locked',
  'database_unreachable',
  'database_too_old',
  'migration_failed',
  'citus_unavailable',
  'server_unreachable',
  'not_found',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** The base of all expected errors. The message says what failed, the value, what is allowed and what to do. */
export class CisloError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'CisloError';
    this.code = code;
  }
}

/** One problem in a file or a setting. `line` and `column` count from 1; 0 when the problem is not at a place. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Where in the document: `spec.objectives[0].target`, or a variable's name. */
  readonly path: string;
  /** The rule's short name, kebab-case. */
  readonly rule: string;
  /** What is wrong, the value found, what is allowed, what to write. */
  readonly message: string;
}

/** A problem as one line: `file:line:col: message`. */
export function formatProblem(problem: Problem): string {
  const place = problem.line > 0 ? `${problem.file}:${problem.line}:${problem.column}` : problem.file;
  return `${place}: ${problem.message}`;
}
