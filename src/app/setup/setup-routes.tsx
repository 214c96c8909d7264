import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { convertManifest } from '../../github/convert-manifest.ts';
import type { Log } from '../../ingest/log.ts';
import { CisloError } from '../../model/error.ts';
import { isLoopback } from '../../model/is-loopback.ts';
import { sameSecret } from '../../web/access/same-secret.ts';
import type { Assets } from '../../web/page/assets.ts';
import { htmlResponse } from '../../web/page/html-response.ts';
import { anyQuery, defineRoute } from '../../web/route/define-route.ts';
import { type BoundRoute, bindRoutes, type RouteRequest } from '../../web/route/route.ts';
import { appManifest } from './app-manifest.ts';
import { writeSetupKey } from './setup-key.ts';
import { SetupDonePage, SetupPage, SetupProblemPage } from './setup-page.tsx';
import { writeCredentials } from './write-credentials.ts';

export interface SetupParts {
  readonly config: Pick<Config, 'bindHost' | 'dataDir' | 'github' | 'webhookPath' | 'webhookProxyUrl'>;
  readonly assets: Assets;
  readonly log: Log;
  /** The file that the credentials are written to. Default: `.env` in the working directory. */
  readonly envPath?: string;
}

/**
 * The set-up by GitHub's manifest flow, on the paths of Probot's own: `/probot` and `/probot/setup`. Probot's page cannot
 * stand beside other routes, sends deliveries to `/`, and lets anybody who reaches it set the credentials; ours asks for a
 * key when others can reach it.
 */
export function setupRoutes({ config, assets, log, envPath }: SetupParts): readonly BoundRoute[] {
  const gitHubUrl = config.github.url;
  const state = randomBytes(16).toString('base64url');
  const guard = isLoopback(config.bindHost) ? null : writeSetupKey(config.dataDir);
  if (guard !== null) log.info({ path: guard.path }, 'The set-up page asks for the key in this file: /probot?key=KEY');

  const problem = (status: number, text: string): Promise<Response> =>
    htmlResponse(<SetupProblemPage problem={text} assets={assets} />, status);

  async function showPage(request: RouteRequest): Promise<Response> {
    const query = request.url.searchParams;
    const key = query.get('key') ?? '';
    if (guard !== null && !sameSecret(key, guard.key)) {
      return problem(
        403,
        `Others can reach this server, so the set-up needs a key: open /probot?key=KEY with the key in the file ${guard.path}.`,
      );
    }
    const organization = query.get('organization')?.trim() ?? '';
    const owner = organization === '' ? '' : `/organizations/${encodeURIComponent(organization)}`;
    const baseUrl = readUrl(query.get('url')) ?? addressOf(request.headers);
    const webhookUrl =
      config.webhookProxyUrl ?? (isLoopback(new URL(baseUrl).hostname) ? null : baseUrl + config.webhookPath);
    const createUrl = `${gitHubUrl}${owner}/settings/apps/new?state=${state}`;
    const view = { createUrl, manifest: appManifest({ baseUrl, webhookUrl }), webhookUrl, organization, key };
    return htmlResponse(<SetupPage view={view} assets={assets} />);
  }

  async function finish(request: RouteRequest): Promise<Response> {
    const query = request.url.searchParams;
    const code = query.get('code') ?? '';
    if (code === '' || code.length > 200) return problem(400, 'The address has no registration code from GitHub.');
    if (!sameSecret(query.get('state') ?? '', state)) {
      return problem(403, 'This registration was not started on this page, or the server was started again since.');
    }
    try {
      const credentials = await convertManifest(code, config.github.apiUrl);
      writeCredentials(envPath ?? join(process.cwd(), '.env'), credentials, addressOf(request.headers));
      log.info({ appId: credentials.id }, 'The App is registered and its credentials are in .env; start again');
      return htmlResponse(<SetupDonePage htmlUrl={credentials.htmlUrl} assets={assets} />);
    } catch (error) {
      if (!(error instanceof CisloError)) throw error;
      return problem(502, error.message);
    }
  }

  const answer = { type: 'html', formOrigins: [gitHubUrl] } as const;
  return bindRoutes(
    [
      defineRoute({
        path: '/probot',
        operationId: 'showSetup',
        summary: 'The page that registers the GitHub App',
        access: 'setup',
        query: anyQuery,
        answer,
        handle: (_context: null, request) => showPage(request),
      }),
      defineRoute({
        path: '/probot/setup',
        operationId: 'finishSetup',
        summary: 'Where GitHub sends the browser with the code of a registration',
        access: 'setup',
        query: anyQuery,
        answer,
        handle: (_context: null, request) => finish(request),
      }),
    ],
    null,
  );
}

function readUrl(text: string | null): string | null {
  if (text === null || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  return text.replace(/[?#].*$/, '').replace(/\/+$/, '');
}

/** The address at which the browser reached this server, also through a proxy. */
function addressOf(headers: Headers): string {
  const protocol = headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https' ? 'https' : 'http';
  const host = (headers.get('x-forwarded-host')?.split(',')[0] ?? headers.get('host') ?? '').trim();
  const url = `${protocol}://${host}`;
  return URL.canParse(url) ? url : 'http://localhost';
}
