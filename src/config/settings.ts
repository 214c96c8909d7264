import { isLoopback } from '../model/is-loopback.ts';

/** An environment variable: the one description from which checks, error messages and docs/configuration.md are made. */
export interface Setting {
  readonly name: string;
  /** The value when the variable is not set, as a person would write it; null when there is none. */
  readonly fallback: string | null;
  readonly description: string;
  /** What is allowed, as the end of "must be …". */
  readonly allowed: string;
  /** Its value never appears in a message. */
  readonly secret: boolean;
  readonly isAllowed: (value: string) => boolean;
}

const gitHubAddress = 'a URL that begins with https://; http:// only for a loopback address';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export const logFormats = ['json', 'pretty'] as const;

/** Every setting, Probot's names first. */
export const settings = [
  setting(
    'APP_ID',
    null,
    "The GitHub App's number. Unset: the set-up page is served.",
    'a whole number above 0',
    (value) => /^[1-9]\d{0,14}$/.test(value),
  ),
  secret(
    'PRIVATE_KEY',
    "The App's private key: PEM (line breaks may be written as \\n), or that in base64.",
    'a PEM private key, or one in base64',
    (value) => readPrivateKey(value) !== null,
  ),
  setting(
    'PRIVATE_KEY_PATH',
    null,
    "A file with the App's private key, used when PRIVATE_KEY is not set.",
    'the path of a readable PEM file',
    isText,
  ),
  secret('WEBHOOK_SECRET', "The App's webhook secret.", 'not empty', isText),
  secret(
    'CISLO_WEBHOOK_SECRET_OLD',
    'Secrets that are still accepted while WEBHOOK_SECRET is rotated, one a line.',
    'not empty',
    isText,
  ),
  setting(
    'WEBHOOK_PATH',
    '/api/github/webhooks',
    'Where deliveries are taken.',
    'a path that begins with / and holds no blank, ? or #',
    (value) => /^\/[^\s?#]*$/.test(value),
  ),
  setting(
    'WEBHOOK_PROXY_URL',
    null,
    'A smee.io channel to take deliveries from, for development.',
    'a URL that begins with https:// or http://',
    isHttpUrl,
  ),
  setting(
    'CISLO_PULL',
    'false',
    "Takes every delivery from GitHub's list instead of the webhook, for servers that GitHub cannot reach. Needs APP_ID, no WEBHOOK_SECRET.",
    'true or false',
    (value) => value === 'true' || value === 'false',
  ),
  setting(
    'CISLO_BACKFILL_DAYS',
    '0',
    'How many days of history the server reads from GitHub, slowly and in the background, when the App is installed on a repository; 0: none.',
    'a whole number from 0 to 400',
    (value) => /^\d{1,3}$/.test(value) && Number(value) <= 400,
  ),
  setting('GHE_HOST', null, "The GitHub Enterprise Server's host.", 'a host name without https://', (value) =>
    /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/i.test(value),
  ),
  setting(
    'CISLO_GITHUB_URL',
    null,
    'Where people sign in. Unset: https://github.com, or the address of GHE_HOST.',
    gitHubAddress,
    isGitHubUrl,
  ),
  setting(
    'CISLO_GITHUB_API_URL',
    null,
    "GitHub's API. Unset: https://api.github.com, or that of GHE_HOST.",
    gitHubAddress,
    isGitHubUrl,
  ),
  setting(
    'GITHUB_CLIENT_ID',
    null,
    "The App's client id, for signing in. Set-up writes it.",
    'letters, digits, "." and "-"',
    (value) => /^[\w.-]{1,100}$/.test(value),
  ),
  secret('GITHUB_CLIENT_SECRET', "The App's client secret, for signing in. Set-up writes it.", 'not empty', isText),
  setting(
    'CISLO_URL',
    null,
    'The address at which people reach this server, for signing in and for links in messages.',
    'a URL that begins with https:// or http://, without a path',
    (value) => isHttpUrl(value) && new URL(value).pathname === '/' && new URL(value).search === '',
  ),
  secret(
    'CISLO_SESSION_SECRET',
    'Signs sessions and encrypts the tokens of people at GitHub. Unset: made once and kept in the database, beside what it protects.',
    'at least 32 characters',
    (value) => value.length >= 32,
  ),
  setting(
    'CISLO_PROXIES',
    '0',
    'How many proxies stand before this server, so that requests are counted by the address that the outermost of them saw.',
    'a whole number from 0 to 5',
    (value) => /^[0-5]$/.test(value),
  ),
  setting(
    'PORT',
    '3000',
    'The port to listen on; 0 takes a free one.',
    'a whole number from 0 to 65535',
    (value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535,
  ),
  setting(
    'HOST',
    '127.0.0.1',
    'The address to listen on. With an address that is not loopback, page and API ask who it is (GITHUB_CLIENT_ID, CISLO_URL), unless CISLO_PUBLIC is true.',
    'a host name or an IP address',
    (value) => /^[a-z0-9.:-]+$/i.test(value),
  ),
  setting(
    'LOG_LEVEL',
    'info',
    'The lowest level of the log lines that are written.',
    oneOf(logLevels),
    isOneOf(logLevels),
  ),
  setting('LOG_FORMAT', 'json', 'One JSON object a line, or lines for people.', oneOf(logFormats), isOneOf(logFormats)),
  // The URL often holds a password.
  secret(
    'DATABASE_URL',
    'PostgreSQL 13 or newer. Unset: the embedded database under CISLO_DATA_DIR.',
    'a URL that begins with postgres:// or postgresql://',
    isDatabaseUrl,
  ),
  setting('CISLO_DATA_DIR', './data', 'The folder of the embedded database.', 'the path of a folder', isText),
  setting('CISLO_CONFIG', null, 'The YAML configuration file.', 'the path of a readable YAML file', isText),
  setting(
    'CISLO_SLO_DIR',
    null,
    'The folder of the OpenSLO files (*.yaml, *.yml). Unset: the built-in ones.',
    'the path of a readable folder with at least one SLO file',
    isText,
  ),
  secret(
    'CISLO_METRICS_TOKEN',
    '/metrics asks for this bearer token.',
    'at least 8 printable characters without blanks; 16 and more are better',
    (value) => /^[\x21-\x7e]{8,}$/.test(value),
  ),
  secret(
    'CISLO_EVENTS_TOKEN',
    'Events are sent to /api/events with this bearer token. Unset: only a server bound to loopback takes them.',
    'at least 8 printable characters without blanks; 16 and more are better',
    (value) => /^[\x21-\x7e]{8,}$/.test(value),
  ),
  setting(
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    null,
    'The OpenTelemetry collector that gets metrics and a trace of each workflow run. Nothing is sent when it is not set.',
    'an http or https URL',
    isHttpUrl,
  ),
  setting(
    'CISLO_PUBLIC',
    'false',
    'Lets everybody read, without signing in, what `public` in the configuration file names: by default the numbers of all SLOs, and no repository.',
    'true or false',
    (value) => value === 'true' || value === 'false',
  ),
] as const satisfies readonly Setting[];

/** The private key as PEM, or null when the text is neither PEM nor PEM in base64. */
export function readPrivateKey(text: string): string | null {
  const pem = /^-----BEGIN [A-Z ]*PRIVATE KEY-----\n[\s\S]+\n-----END [A-Z ]*PRIVATE KEY-----\s*$/;
  const lines = text.trim().replaceAll('\\n', '\n').replaceAll('\r\n', '\n');
  if (pem.test(lines)) return lines;
  const decoded = Buffer.from(text, 'base64').toString('utf8').trim().replaceAll('\r\n', '\n');
  return pem.test(decoded) ? decoded : null;
}

function setting(
  name: string,
  fallback: string | null,
  description: string,
  allowed: string,
  isAllowed: (value: string) => boolean,
): Setting {
  return { name, fallback, description, allowed, secret: false, isAllowed };
}

function secret(name: string, description: string, allowed: string, isAllowed: (value: string) => boolean): Setting {
  return { name, fallback: null, description, allowed, secret: true, isAllowed };
}

function oneOf(values: readonly string[]): string {
  return `one of ${values.join(', ')}`;
}

function isOneOf(values: readonly string[]): (value: string) => boolean {
  return (value) => values.includes(value);
}

function isText(value: string): boolean {
  return value.trim() !== '';
}

function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

function isGitHubUrl(value: string): boolean {
  if (!isHttpUrl(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || isLoopback(hostname);
}

function isDatabaseUrl(value: string): boolean {
  return URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol);
}
