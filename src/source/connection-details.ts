import { CisloError } from '../model/error.ts';
import type { SourceConnection } from '../model/source-metric.ts';
import type { ReadVariable } from './measured-source.ts';

/**
 * A detail of a connection. `env:NAME` is replaced by that variable's value; null where the detail is not given.
 *
 * @throws CisloError `bad_settings` when the variable is not set
 */
export function connectionDetail(
  { type, details }: SourceConnection,
  name: string,
  readVariable: ReadVariable,
): string | null {
  const given = Object.hasOwn(details, name) ? details[name] : undefined;
  if (given === undefined) return null;
  const variable = /^env:(.+)$/.exec(given)?.[1];
  if (variable === undefined) return given;
  const value = readVariable(variable);
  if (value !== undefined && value !== '') return value;
  throw new CisloError(
    'bad_settings',
    `the ${type} source takes its ${name} from the environment variable ${variable}, which is not set; set it and start again`,
  );
}

/** The address of a source. @throws CisloError `bad_settings` when there is none, or it is no address of http or https */
export function connectionUrl(connection: SourceConnection, readVariable: ReadVariable): URL {
  const text = connectionDetail(connection, 'url', readVariable);
  const url = text === null ? null : URL.parse(text);
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  throw new CisloError(
    'bad_settings',
    `the ${connection.type} source needs a url that begins with http:// or https://, got ${text === null ? 'none' : JSON.stringify(text)}`,
  );
}
