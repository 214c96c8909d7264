import { createHash } from 'node:crypto';

/** A repository that the deliveries of one case are about. */
export interface OwnRepository {
  readonly id: number;
  readonly fullName: string;
  /** An installation of its own, so that what happens to one case's App happens to no other's. */
  readonly installationId: number;
  /** What every payload about it has. */
  readonly fields: RepositoryFields;
}

export interface RepositoryFields {
  readonly repository: object;
  readonly installation: object;
  readonly sender: object;
}

/**
 * The repository of this name, on github.com unless another host is given. Its numbers are made from its name; one that
 * was renamed has those of its first name, `bornAs`.
 */
export function repositoryNamed(fullName: string, host = 'github.com', bornAs = fullName): OwnRepository {
  const number = createHash('sha256').update(bornAs).digest().readUInt32BE(0) % 90_000_000;
  const id = 900_000_000 + number;
  const installationId = 80_000_000 + number;
  const [owner = '', name = ''] = fullName.split('/');
  return {
    id,
    fullName,
    installationId,
    fields: {
      repository: {
        id,
        node_id: `R_${id}`,
        name,
        full_name: fullName,
        private: false,
        owner: { login: owner, id: 43, type: 'Organization' },
        html_url: `https://${host}/${fullName}`,
        url:
          host === 'github.com'
            ? `https://api.github.com/repos/${fullName}`
            : `https://${host}/api/v3/repos/${fullName}`,
        default_branch: 'main',
      },
      installation: { id: installationId },
      sender: account('dev-two'),
    },
  };
}

/** An account by its login; bots end in `[bot]`. */
export function account(login: string): { readonly login: string; readonly id: number; readonly type: string } {
  return { login, id: 78, type: login.endsWith('[bot]') ? 'Bot' : 'User' };
}
