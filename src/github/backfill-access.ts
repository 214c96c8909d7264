import type { Logger } from 'probot';
import { CisloError } from '../model/error.ts';
import { parseTimestamp } from '../time/parse-timestamp.ts';
import { type BackfillClient, type BackfillClientOptions, createBackfillClient } from './backfill-client.ts';
import { createBackfillOctokit, type GithubIdentity } from './backfill-octokit.ts';

/** A way into a repository. */
export interface BackfillAccess {
  readonly client: BackfillClient;
  /** The App's installation there; null when a token is used. */
  readonly installation: {
    readonly id: number /** GitHub's clock, ms; null when it does not say. */;
    readonly createdAt: number | null;
  } | null;
}

export interface BackfillAccessOptions extends Omit<BackfillClientOptions, 'octokit'> {
  /** `owner/name`. */
  readonly fullName: string;
  /** null: no App yet. */
  readonly app: { readonly id: number; readonly privateKey: string } | null;
  /** Used where the App is not installed; null: there is none. */
  readonly token: string | null;
  /** GitHub's API, without a slash at the end. */
  readonly apiUrl: string;
  readonly log: Logger;
}

/**
 * Finds a way into a repository: the App's installation there, else the token.
 * @throws CisloError bad_settings without credentials, not_found where the App is not installed, server_unreachable when GitHub does not answer.
 */
export async function findBackfillAccess(options: BackfillAccessOptions, signal: AbortSignal): Promise<BackfillAccess> {
  const { app, token, fullName, apiUrl, log } = options;
  const clientOf = (identity: GithubIdentity): BackfillClient =>
    createBackfillClient({ ...options, octokit: createBackfillOctokit(identity, apiUrl, log) });
  if (app !== null) {
    const asApp = clientOf({ type: 'app', ...app, installationId: null });
    const answer = await asApp.get(`/repos/${fullName}/installation`, {}, readInstallation, signal);
    if (answer.type === 'ok') {
      const installation = answer.value.value;
      return { client: clientOf({ type: 'app', ...app, installationId: installation.id }), installation };
    }
    if (token === null) throw accessProblem(answer, fullName);
  }
  if (token === null) {
    throw new CisloError(
      'bad_settings',
      `no credentials to read ${fullName} with; set APP_ID and PRIVATE_KEY (the App must be installed there), or GITHUB_TOKEN`,
    );
  }
  return { client: clientOf({ type: 'token', token }), installation: null };
}

function readInstallation(data: unknown): { readonly id: number; readonly createdAt: number | null } | null {
  const { id, created_at: createdAt } = (data ?? {}) as { readonly id?: unknown; readonly created_at?: unknown };
  return Number.isSafeInteger(id) ? { id: id as number, createdAt: parseTimestamp(createdAt) } : null;
}

type Refusal = Exclude<Awaited<ReturnType<BackfillClient['get']>>, { readonly type: 'ok' }>;

function accessProblem(answer: Refusal, fullName: string): CisloError {
  if (answer.type === 'refused' && answer.status === 404) {
    return new CisloError(
      'not_found',
      `the App is not installed on ${fullName} (or there is no such repository); install it there, correct the name, or set GITHUB_TOKEN`,
    );
  }
  if (answer.type === 'refused') {
    return new CisloError('bad_settings', `GitHub refused the App with ${answer.status}; check APP_ID and PRIVATE_KEY`);
  }
  if (answer.type === 'limited') {
    return new CisloError(
      'server_unreachable',
      `the App's rate limit at GitHub is used up until ${new Date(answer.until).toISOString()}; try again then`,
    );
  }
  return new CisloError(
    'server_unreachable',
    `GitHub does not answer (${answer.reason}); check the network and GHE_HOST, and try again`,
  );
}
