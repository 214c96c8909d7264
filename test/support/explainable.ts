import type { Definitions } from '../../src/explain/definitions.ts';
import type { Viewer } from '../../src/model/viewer.ts';
import type { RevisionLog } from '../../src/store/read/read-revision-log.ts';
import type { RunLog } from '../../src/store/read/read-run-log.ts';
import { foldCommit } from '../../src/track/fold-commit.ts';
import { foldPullRequest } from '../../src/track/fold-pull-request.ts';
import { foldRevisions } from '../../src/track/fold-revisions.ts';
import { noon, pullRequest, status } from './entries.ts';
import { objectives } from './objectives.ts';
import { rules } from './rules.ts';

/** What the rows below are explained by. */
export const definitions: Definitions = { objectives, rules, graceMs: 60_000 };

const place = { host: 'github.com', repositoryId: 42 };
const { headSha } = status({ at: noon });
const changes = [pullRequest({ at: noon })];
const timelines = [foldPullRequest(changes)];

/** The log of a commit with one run: a build that was queued, was told of without a word, and ended. */
export const runLog: RunLog = {
  ...place,
  headSha,
  repository: 'octo/repo',
  jobs: [
    status({ at: noon + 1000, externalId: 1 }),
    status({ at: noon + 5000, phase: 'started', externalId: 2, text: 'in progress' }),
    status({ at: noon + 60_000, phase: 'final', externalId: 3 }),
    status({ at: noon + 90_000, phase: 'final', externalId: 3, conclusion: '' }),
  ],
  workflowRuns: [],
  commits: [],
  repositoryFacts: [],
  pullRequests: changes,
};

const commit = foldCommit({ ...runLog, timelines, rules });
const revisions = foldRevisions({
  ...place,
  repositoryFullName: 'octo/repo',
  revisions: timelines.flatMap((timeline) => timeline.revisions),
  context: [],
  answers: new Map([[headSha, commit]]),
  repositoryFacts: [],
  rules,
});

/** The run of that log. */
export const [loggedRun] = commit.jobRuns as readonly [(typeof commit.jobRuns)[number]];
/** The revision of that log, as anyone answered it. */
export const [loggedRevision] = revisions as readonly [(typeof revisions)[number]];

/** What that revision is made from. */
export const revisionLog: RevisionLog = {
  ...place,
  repository: 'octo/repo',
  row: loggedRevision,
  pullRequest: changes,
  history: [loggedRevision],
  answers: new Map([[headSha, commit]]),
  repositoryFacts: [],
};

/** A store that knows these two by their ids. */
export const explainable = {
  readRunLog: async (_viewer: Viewer, id: string): Promise<RunLog | null> => (id === loggedRun.id ? runLog : null),
  readRevisionLog: async (_viewer: Viewer, id: string): Promise<RevisionLog | null> =>
    id === loggedRevision.id ? revisionLog : null,
};
