import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { convertManifest } from '../../github/convert-manifest.ts';
import type { Log } from '../../ingest/log.ts';
import { CisloError } from '../../model/error.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../../model/http.ts';
import { isLoopback } from '../is-loopback.ts';
import { sameSecret } from '../same-secret.ts';
import { appManifest } from './app-manifest.ts';
import { writeSetupKey } from './setup-key.ts';
import { setupDonePage, setupHeaders, setupPage, setupProblemPage } from './setup-page.ts';
import { writeCredentials } from './write-credentials.ts';

export interface SetupParts {
  readonly config: Pick<Config, 'bindHost' | 'dataDir' | 'gheHost' | 'webhookPath' | 'webhookProxyUrl'>;
  readonly log: Log;
  /** Where the credentials go. Default: `.env` in the working directory. */
  readonly envPath?: string;
}

/**
 * The set-up by GitHub's manifest flow, on the paths of Probot's own: `/probot` and `/probot/setup`. Probot's page cannot
 * stand beside other routes, sends deliveries to `/`, and lets anybody who reaches it set the credentials; ours asks for a
 * key when others can reach it.
 */
export function createSetup({ config, log, envPath }: SetupParts): HttpHandler {
  const gitHubUrl = `https://${config.gheHost ?? 'github.com'}`;
  const state = randomBytes(16).toString('base64url');
  const guard = isLoopback(config.bindHost) ? null : writeSetupKey(config.dataDir);
  if (guard !== null) log.info({ path: guard.path }, 'The set-up page asks for the key in this file: /probot?key=KEY');

  const html = (status: number, body: string): HttpResponse => ({ status, headers: setupHeaders(gitHubUrl), body });

  function showPage(request: HttpRequest): HttpResponse {
    const key = request.query.get('key') ?? '';
    if (guard !== null && !sameSecret(key, guard.key)) {
      return html(
        403,
        setupProblemPage(
          `Others can reach this server, so the set-up needs a key: open /probot?key=KEY with the key in the file ${guard.path}.`,
        ),
      );
    }
    const organization = request.query.get('organization')?.trim() ?? '';
    const owner = organization === '' ? '' : `/organizations/${encodeURIComponent(organization)}`;
    const publicUrl = readUrl(request.query.get('url'));
    const baseUrl = publicUrl ?? addressOf(request);
    const webhookUrl =
      config.webhookProxyUrl ?? (isLoopback(new URL(baseUrl).hostname) ? null : baseUrl + config.webhookPath);
    const createUrl = `${gitHubUrl}${owner}/settings/apps/new?state=${state}`;
    return html(
      200,
      setupPage({ createUrl, manifest: appManifest({ baseUrl, webhookUrl }), webhookUrl, organization, key }),
    );
  }

  async function finish(request: HttpRequest): Promise<HttpResponse> {
    const code = request.query.get('code') ?? '';
    if (code === '' || code.length > 200)
      return html(400, setupProblemPage('The address has no registration code from GitHub.'));
    if (!sameSecret(request.query.get('state') ?? '', state)) {
      return html(
        403,
        setupProblemPage('This registration was not started on this page, or the server was started again since.'),
      );
    }
    try {
      const credentials = await convertManifest(code, config.gheHost);
      writeCredentials(envPath ?? join(process.cwd(), '.env'), credentials);
      log.info({ appId: credentials.id }, 'The App is registered and its credentials are in .env; start again');
      return html(200, setupDonePage(credentials.htmlUrl));
    } catch (error) {
      if (!(error instanceof CisloError)) throw error;
      return html(502, setupProblemPage(error.message));
    }
  }

  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return null;
    if (request.path === '/probot') return showPage(request);
    if (request.path === '/probot/setup') return finish(request);
    return null;
  };
}

function readUrl(text: string | null): string | null {
  if (text === null || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  return text.replace(/[?#].*$/, '').replace(/\/+$/, '');
}

/** Where the browser reached us, also behind a proxy. */
function addressOf({ headers }: HttpRequest): string {
  const protocol = headers['x-forwarded-proto']?.split(',')[0]?.trim() === 'https' ? 'https' : 'http';
  const host = (headers['x-forwarded-host']?.split(',')[0] ?? headers['host'] ?? '').trim();
  const url = `${protocol}://${host}`;
  return URL.canParse(url) ? url : 'http://localhost';
}
