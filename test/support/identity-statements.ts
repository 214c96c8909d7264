import {
  type ApiToken,
  listApiTokens,
  narrowApiTokens,
  readApiToken,
  revokeApiToken,
  saveApiToken,
} from '../../src/store/access/api-token-row.ts';
import { readAudit, writeAudit } from '../../src/store/access/audit-log.ts';
import { findRepositories } from '../../src/store/access/find-repositories.ts';
import { deleteSession, readSession, saveSession } from '../../src/store/access/session-row.ts';
import type { OpenStore } from '../../src/store/open-store.ts';
import { keepState } from '../../src/store/state.ts';
import { readStoredVersions } from '../../src/store/stored-slo/read-stored-versions.ts';
import { day, hour, noon } from './entries.ts';

const now = noon + hour;

/** Sends every statement about sessions, tokens and the audit log. */
export async function identityStatements({ db }: OpenStore): Promise<void> {
  const session = { id_hash: 'a', login: 'octocat', user_id: 1, sealed_token: 'b', begun_at: now, ends_at: now + day };
  await saveSession(db, session);
  await readSession(db, 'a', now);
  await deleteSession(db, 'a');
  const [repository] = await findRepositories(db, 'github.com', ['octo/repo']);
  const token: ApiToken = {
    id: 'one',
    token_hash: 'hash',
    name: 'ci',
    login: 'octocat',
    scope: 'read',
    host: 'github.com',
    repositories: [repository ?? { id: 42, name: 'octo/repo' }],
    made_at: now,
    ends_at: now + day,
    revoked_at: null,
  };
  await saveApiToken(db, token);
  await readApiToken(db, 'hash');
  await narrowApiTokens(db, 'octocat', 'github.com', []);
  await listApiTokens(db, null);
  await revokeApiToken(db, 'one', 'octocat', now);
  await writeAudit(db, { at: now, actor: 'octocat', action: 'sign_in', subject: 'octocat' });
  await writeAudit(db, { at: now, actor: 'octocat', action: 'sign_out', subject: 'octocat' });
  const { next } = await readAudit(db, { limit: 1 });
  if (next !== null) await readAudit(db, { limit: 1, cursor: next });
  await readStoredVersions(db, 'kept');
  await keepState(db, 'kept', 'value');
}
