import { settings } from '../config/settings.ts';
import { CisloError } from '../model/error.ts';
import type { SourceConnection } from '../model/source-metric.ts';
import type { ReadVariable } from './measured-source.ts';

/**
 * A detail of a connection. `env:NAME` is replaced by that variable's value; null where the detail is not given. The settings of cislo itself
 * are no details: an SLO could send its secrets to any address.
 *
 * @throws CisloError `bad_settings` when the variable is not set, or is a setting of cislo
 */
export function connectionDetail(
  { type, details }: SourceConnection,
  name: string,
  readVariable: ReadVariable,
): string | null {
  const given = givenDetail(details, name);
  if (given === undefined) return null;
  const variable = variableOf(given);
  if (variable === null) return given;
  if (settings.some((setting) => setting.name === variable)) {
    throw new CisloError(
      'bad_settings',
      `the ${type} source takes its ${name} from ${variable}, which is a setting of cislo itself; give it a variable of its own`,
    );
  }
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
  const given = givenDetail(connection.details, 'url');
  // What a variable holds may be a secret, so its name is told and not its value.
  const shown =
    given === undefined ? 'none' : variableOf(given) === null ? JSON.stringify(given) : `what ${given} holds`;
  const url = text === null ? null : URL.parse(text);
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  throw new CisloError(
    'bad_settings',
    `the ${connection.type} source needs a url that begins with http:// or https://, got ${shown}`,
  );
}

function givenDetail(details: SourceConnection['details'], name: string): string | undefined {
  return Object.hasOwn(details, name) ? details[name] : undefined;
}

/** The variable that a detail names; null when it is the value itself. */
function variableOf(given: string): string | null {
  return /^env:(.+)$/.exec(given)?.[1] ?? null;
}
