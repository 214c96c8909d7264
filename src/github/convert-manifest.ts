import { CisloError } from '../model/error.ts';

/** The credentials of an App that was just registered. Secrets: never log them. */
export interface AppCredentials {
  readonly id: number;
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The App's page on GitHub. */
  readonly htmlUrl: string;
}

/**
 * Trades the code that GitHub hands out after a registration for the App's credentials; works once, within an hour.
 * https://docs.github.com/en/rest/apps/apps#create-a-github-app-from-a-manifest
 *
 * @param api GitHub's API, without a slash at the end
 * @throws CisloError server_unreachable when GitHub does not answer, bad_request when it does not accept the code.
 */
export async function convertManifest(code: string, api: string): Promise<AppCredentials> {
  let response: Response;
  try {
    response = await fetch(`${api}/app-manifests/${encodeURIComponent(code)}/conversions`, {
      method: 'POST',
      headers: { accept: 'application/vnd.github+json', 'user-agent': 'cislo' },
      signal: AbortSignal.timeout(30_000),
    });
  } catch (cause) {
    throw new CisloError(
      'server_unreachable',
      `${api} does not answer; check the network (and GHE_HOST, CISLO_GITHUB_API_URL) and start again at /probot`,
      { cause },
    );
  }
  if (!response.ok) {
    throw new CisloError(
      'bad_request',
      `GitHub answered ${response.status} to the registration code; a code works once and for an hour, so start again at /probot`,
    );
  }
  return readCredentials(await response.json());
}

function readCredentials(body: unknown): AppCredentials {
  const fields = (body ?? {}) as Readonly<Record<string, unknown>>;
  const text = (name: string): string => {
    const value = fields[name];
    if (typeof value === 'string' && value !== '') return value;
    throw new CisloError(
      'bad_request',
      `GitHub's answer to the registration code has no ${name}; start again at /probot`,
    );
  };
  const id = Number(fields['id']);
  if (!Number.isInteger(id))
    throw new CisloError('bad_request', "GitHub's answer to the registration code has no id; start again at /probot");
  return {
    id,
    privateKey: text('pem'),
    webhookSecret: text('webhook_secret'),
    clientId: text('client_id'),
    clientSecret: text('client_secret'),
    htmlUrl: text('html_url'),
  };
}
