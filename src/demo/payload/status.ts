import { type DemoRepository, fullName } from '../demo-repository.ts';
import { isoSecond } from '../iso-second.ts';
import { accountPayload } from './account.ts';
import { surroundings } from './repository.ts';

/** What one commit status says. `at` in ms. */
export interface StatusWords {
  readonly id: number;
  readonly sha: string;
  readonly context: string;
  readonly state: 'pending' | 'success' | 'failure' | 'error';
  readonly description: string;
  readonly at: number;
  readonly sender: string;
  readonly build: number;
}

/** The body of a `status` delivery. https://docs.github.com/en/webhooks/webhook-events-and-payloads#status */
export function statusPayload(repository: DemoRepository, words: StatusWords): object {
  const name = fullName(repository);
  const author = accountPayload(words.sender, 'User');
  return {
    id: words.id,
    sha: words.sha,
    name,
    target_url: `https://jenkins.example.com/job/${repository.name}/${words.build}/display/redirect`,
    context: words.context,
    description: words.description,
    state: words.state,
    commit: {
      sha: words.sha,
      node_id: `C_${words.sha.slice(0, 12)}`,
      commit: {
        author: { name: 'A developer', email: 'developer@example.com', date: isoSecond(words.at) },
        message: 'Make it so\n\nSigned-off-by: A developer <developer@example.com>',
        tree: { sha: words.sha, url: `https://api.github.com/repos/${name}/git/trees/${words.sha}` },
        comment_count: 0,
        verification: { verified: false, reason: 'unsigned', signature: null, payload: null },
      },
      url: `https://api.github.com/repos/${name}/commits/${words.sha}`,
      html_url: `https://github.com/${name}/commit/${words.sha}`,
      author,
      committer: author,
      parents: [],
    },
    branches: [],
    created_at: isoSecond(words.at),
    updated_at: isoSecond(words.at),
    ...surroundings(repository, author),
  };
}
