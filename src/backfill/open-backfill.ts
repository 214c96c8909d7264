import type { BackfillAccess } from '../github/backfill-access.ts';
import { readObject } from '../normalize/rest/read-objects.ts';
import { readRepositoryIdentity } from '../normalize/rest/repository-state.ts';
import type { Backfill } from '../store/backfill/backfill.ts';
import { beginBackfill } from '../store/backfill/begin-backfill.ts';
import { readFirstWebhook } from '../store/backfill/first-webhook.ts';
import type { Db } from '../store/database.ts';
import { BackfillSetback } from './backfill-setback.ts';
import { createGithubReader, type GithubReaderOptions } from './github-reader.ts';

export interface OpenBackfillOptions extends Omit<GithubReaderOptions, 'client' | 'paceMs'> {
  readonly access: BackfillAccess;
  readonly db: Db;
  /** `owner/name`. */
  readonly fullName: string;
  readonly gheHost: string | null;
  /** ms. */
  readonly since: number;
  readonly restart: boolean;
}

/**
 * The back-fill of a repository to go on with, for whoever asks for it by name.
 * @throws BackfillSetback when GitHub does not know the repository or does not answer.
 */
export async function openBackfill(options: OpenBackfillOptions): Promise<Backfill> {
  const { access, db, fullName, gheHost, since, restart, clock } = options;
  const reader = createGithubReader({ ...options, client: access.client, paceMs: 0 });
  const path = `/repos/${fullName.split('/').map(encodeURIComponent).join('/')}`;
  const answer = await reader.page(path, {}, readObject);
  const repository = answer === null ? null : readRepositoryIdentity(answer.value);
  const repositoryId = repository?.id ?? null;
  if (repository === null || repositoryId === null) {
    throw new BackfillSetback('refused', `GitHub knows no repository ${fullName} that the App (or the token) may read`);
  }
  const key = { repositoryId, host: gheHost ?? 'github.com' };
  const begins = [await readFirstWebhook(db, key), access.installation?.createdAt ?? null].filter((at) => at !== null);
  const request = {
    ...key,
    fullName: repository.fullName ?? fullName,
    installationId: access.installation?.id ?? null,
    since,
    webhooksSince: begins.length === 0 ? null : Math.min(...begins),
    restart,
    background: false,
  };
  return beginBackfill(db, request, clock());
}
