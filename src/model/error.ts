import type { Problem } from './problem.ts';

/** Every error a user can see, by name; docs/errors.md lists each. */
export const errorCodes = [
  'bad_settings',
  'bad_config_file',
  'bad_stored_definition',
  'bad_request',
  'data_dir_locked',
  'other_version',
  'database_unreachable',
  'database_too_old',
  'migration_failed',
  'schema_not_current',
  'citus_unavailable',
  'server_unreachable',
  'not_found',
  'conflict',
  'bad_slo',
  'not_allowed',
  'source_unreachable',
  'source_refused',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** Which parameter of a request is wrong, and what is allowed for it. */
export interface WrongParameter {
  readonly parameter: string;
  /** In words, or the list. */
  readonly allowed: string | readonly string[];
}

/** What a `bad_slo` holds: everything that is wrong with the document. */
type Problems = readonly Problem[];

/** The base of all expected errors. The message says what failed, the value, what is allowed and what to do. */
export class CisloError extends Error {
  readonly code: ErrorCode;
  /** Of a `bad_request`: the parameter that is wrong; null when it is none of them. */
  readonly wrong: WrongParameter | null;
  /** Of a `bad_slo`; otherwise empty. */
  readonly problems: Problems;
  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly wrong?: WrongParameter; readonly problems?: Problems } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : {});
    this.name = 'CisloError';
    this.code = code;
    this.wrong = options.wrong ?? null;
    this.problems = options.problems ?? [];
  }
}
