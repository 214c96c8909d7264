import { toLogEntry } from '../../../src/backfill/log-entry.ts';
import type { RestFact } from '../../../src/normalize/rest/rest-fact.ts';

export const sha = 'a'.repeat(40);
export const options = {
  repository: {
    id: 42,
    node_id: 'R_1',
    full_name: 'octo/repo',
    private: false,
    html_url: 'https://github.com/octo/repo',
  },
  installationId: 7,
  hosts: ['github.com'],
  now: Date.UTC(2026, 0, 31),
};
export const entryOf = (fact: RestFact) => toLogEntry(fact, options);
export const run = {
  id: 9,
  name: 'CI',
  head_sha: sha,
  head_branch: 'main',
  event: 'push',
  status: 'completed',
  conclusion: 'success',
  run_attempt: 2,
  run_started_at: '2026-01-02T00:00:00Z',
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2027-02-01T00:00:00Z',
};
