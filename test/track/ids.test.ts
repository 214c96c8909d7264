import { expect, test } from 'vitest';
import { runId } from '../../src/track/job/run-id.ts';
import { revisionId } from '../../src/track/revision/revision-id.ts';
import { stableId } from '../../src/track/stable-id.ts';

const run = { host: 'github.com', repositoryId: 1, headSha: 'abc', jobKey: '["status","ci","build"]', ordinal: 1 };
const revision = {
  host: 'github.com',
  repositoryId: 1,
  pullRequest: 5,
  headSha: 'abc',
  action: 'opened' as const,
  changedAt: 1000,
  provider: 'any',
};

test('an id is 32 hex digits and always the same', () => {
  expect(runId(run)).toMatch(/^[0-9a-f]{32}$/);
  expect(runId({ ...run })).toBe(runId(run));
  expect(stableId(['a', 1])).toBe('135f17a475a61afdeeaf3759ad2e45ad');
});

test('a separator inside a part does not make two lists alike', () => {
  expect(stableId(['a', 'b,c'])).not.toBe(stableId(['a,b', 'c']));
  expect(stableId(['1'])).not.toBe(stableId([1]));
});

test.each([
  { host: 'git.example.org' },
  { repositoryId: 2 },
  { headSha: 'abd' },
  { jobKey: '["check","ci","build"]' },
  { ordinal: 2 },
])('a run that differs in %o has another id', (difference) => {
  expect(runId({ ...run, ...difference })).not.toBe(runId(run));
});

test.each([
  { host: 'git.example.org' },
  { repositoryId: 2 },
  { pullRequest: 6 },
  { headSha: 'abd' },
  { action: 'reopened' as const },
  { changedAt: 1001 },
  { provider: 'packit' },
])('a revision row that differs in %o has another id', (difference) => {
  expect(revisionId({ ...revision, ...difference })).not.toBe(revisionId(revision));
});
