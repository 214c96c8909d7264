import type { OwnCase } from './own-case.ts';
import { repositoryNamed } from './repository.ts';
import { madeAt, pullRequest, sha, status, tell } from './tell.ts';
import type { Told } from './told.ts';

const abandoned =
  'A run without a final state is abandoned when its head was replaced (also if one more non-final report came after that), its pull request was closed or merged, its merge group destroyed, its branch deleted, its repository deleted or archived, or the App removed from it. Abandoned is excluded and not overdue from then on';
const stays = `${abandoned}, unless it was overdue before.`;
const counts = `${abandoned}; a final state that comes later still counts.`;
const overdue = 'cislo_jobs_overdue{kind="build",provider="acme-ci"}';
const excluded = { good: 0, bad: 0, excluded: 1 };
const good = { good: 1, bad: 0, excluded: 0 };
const bad = { good: 0, bad: 1, excluded: 0 };

const opened = pullRequest('opened', '10:00:00');
const building = status('ci/acme: build', 'pending', '10:00:04');
const built = (at: string): Told => status('ci/acme: build', 'success', at);

/** A build begins, and then the world goes away under it. */
function gone(name: string, by: string, ...told: readonly Told[]): OwnCase {
  return {
    name,
    rule: abandoned,
    told: [opened, building, ...told],
    expected: {
      runs_count: 1,
      runs: [{ match: {}, want: { state: 'queued', abandoned_by: by } }],
      slos: { 'build-completion': excluded, 'first-status': good },
      metrics: { [overdue]: 0, 'cislo_revisions_without_status{provider="any"}': 0 },
    },
  };
}

function mergeGroup(action: string, at?: string): Told {
  const group = {
    head_sha: sha('a'),
    head_ref: 'refs/heads/gh-readonly-queue/main/pr-1-f',
    base_ref: 'refs/heads/main',
  };
  return tell(
    'merge_group',
    { action, merge_group: group, ...(action === 'destroyed' ? { reason: 'invalidated' } : {}) },
    at,
  );
}

/** An event of the App itself: it names repositories in a list, or none at all. */
function installation(event: string, action: string, list: string | null, at?: string): Told {
  return (repository) => {
    const { id, fullName, installationId } = repository;
    const named = [{ id, node_id: `R_${id}`, name: fullName.split('/')[1], full_name: fullName, private: false }];
    const body = { action, installation: { id: installationId, account: { login: 'own', id: 43 } } };
    const told = tell(event, { ...body, ...(list === null ? {} : { [list]: named }), repository: undefined }, at);
    return told(repository);
  };
}

function repositoryEvent(action: string, at?: string): Told {
  return (repository) => {
    const archived = { ...repository.fields.repository, archived: action === 'archived' };
    return tell('repository', { action, repository: archived }, at)(repository);
  };
}

/** The repository gets another name while a build goes on that never ends. */
function movedTo(name: string, newName: string, action: string, changes: object): OwnCase {
  return {
    name,
    alsoNamed: [newName],
    rule: 'Rows are about the repository of an id: the name is the one it has now, and nothing else changes.',
    told: [
      // A name is as new as the delivery that tells it, so each of these says when it was made.
      madeAt('10:00:01', opened),
      madeAt('10:00:05', building),
      ({ fullName }) =>
        tell('repository', { action, changes }, '10:10:00')(repositoryNamed(newName, 'github.com', fullName)),
    ],
    expected: {
      runs_count: 1,
      runs: [{ match: {}, want: { repository: newName, abandoned_by: null } }],
      revisions: [{ match: {}, want: { repository: newName, verdict: 'good' } }],
      slos: { 'build-completion': bad, 'first-status': good },
      metrics: { [overdue]: 1 },
    },
  };
}

const onBranch = { branch: 'topic' };
const branchBuild = status('ci/acme: build', 'pending', '10:00:04', null, onBranch);
const branchGone = {
  runs: [{ match: {}, want: { branch: 'topic', abandoned_by: 'branch_deleted' } }],
  slos: { 'build-completion': excluded },
  metrics: { [overdue]: 0 },
};

/** Why nobody waits for a run any more. */
export const nobodyWaitsAnyMore: readonly OwnCase[] = [
  gone(
    'closed-and-one-more-word',
    'closed',
    pullRequest('closed', '10:01:40'),
    status('ci/acme: build', 'pending', '10:02:00'),
  ),
  gone('merged-while-building', 'closed', pullRequest('closed', '10:01:40', { merged: true })),
  gone('archived', 'repository_archived', repositoryEvent('archived', '10:30:00')),
  gone('deleted', 'repository_deleted', repositoryEvent('deleted', '10:30:00')),
  gone('app-uninstalled', 'app_removed', installation('installation', 'deleted', 'repositories', '10:30:00')),
  gone('app-uninstalled-without-a-list', 'app_removed', installation('installation', 'deleted', null, '10:30:00')),
  // Nobody tells when it happened: that it reached us weeks later is no sign that the build was overdue before.
  gone('app-uninstalled-nobody-knows-when', 'app_removed', installation('installation', 'deleted', 'repositories')),
  gone('app-suspended', 'app_removed', installation('installation', 'suspend', 'repositories', '10:30:00')),
  gone('app-suspended-without-a-list', 'app_removed', installation('installation', 'suspend', null, '10:30:00')),
  {
    name: 'replaced-and-one-more-word',
    rule: abandoned,
    told: [
      opened,
      building,
      pullRequest('synchronize', '10:01:00', { head: 'b' }),
      status('ci/acme: build', 'pending', '10:01:30'),
      status('ci/acme: build', 'pending', '10:01:03', null, { head: 'b' }),
      status('ci/acme: build', 'success', '10:06:00', null, { head: 'b' }),
    ],
    expected: {
      runs_count: 2,
      runs: [{ match: { head_sha: sha('a') }, want: { superseded: true, abandoned_by: 'new_head' } }],
      slos: { 'build-completion': { good: 1, bad: 0, excluded: 1 } },
      metrics: { [overdue]: 0 },
    },
  },
  {
    name: 'overdue-before-it-was-closed',
    rule: stays,
    told: [opened, building, pullRequest('closed', '1d 10:00:00')],
    expected: { runs_count: 1, slos: { 'build-completion': bad } },
  },
  {
    name: 'overdue-before-its-head-was-replaced',
    rule: stays,
    told: [opened, building, pullRequest('synchronize', '1d 10:00:00', { head: 'b' })],
    expected: { runs_count: 1, slos: { 'build-completion': bad } },
  },
  {
    name: 'closed-and-finished-all-the-same',
    rule: counts,
    told: [opened, building, pullRequest('closed', '10:01:40'), built('10:20:00')],
    expected: {
      runs: [{ match: {}, want: { state: 'success', duration_seconds: 1196 } }],
      slos: { 'build-completion': good },
    },
  },
  {
    name: 'one-of-two-pull-requests-is-closed',
    rule: `${abandoned}: here another pull request still waits for the same head, and in vain.`,
    told: [opened, pullRequest('opened', '10:00:01', { number: 2 }), building, pullRequest('closed', '10:01:40')],
    expected: { runs_count: 1, slos: { 'build-completion': bad }, metrics: { [overdue]: 1 } },
  },
  {
    name: 'a-merge-group-is-destroyed-too-late',
    rule: stays,
    told: [mergeGroup('checks_requested', '10:00:00'), building, mergeGroup('destroyed', '1d 10:00:00')],
    expected: { runs_count: 1, slos: { 'build-completion': bad } },
  },
  {
    name: 'a-merge-group-is-destroyed-and-built-all-the-same',
    rule: counts,
    told: [
      mergeGroup('checks_requested', '10:00:00'),
      building,
      mergeGroup('destroyed', '10:10:00'),
      built('10:20:00'),
    ],
    expected: { runs: [{ match: {}, want: { state: 'success' } }], slos: { 'build-completion': good } },
  },
  {
    name: 'a-branch-is-deleted',
    rule: abandoned,
    told: [branchBuild, tell('delete', { ref: 'topic', ref_type: 'branch', pusher_type: 'user' }, '10:10:00')],
    expected: branchGone,
  },
  {
    name: 'a-push-deletes-a-branch',
    rule: abandoned,
    told: [
      branchBuild,
      tell(
        'push',
        {
          ref: 'refs/heads/topic',
          before: sha('a'),
          after: sha('0'),
          created: false,
          deleted: true,
          commits: [],
          head_commit: null,
        },
        '10:10:00',
      ),
    ],
    expected: branchGone,
  },
  {
    name: 'the-app-is-removed-and-hears-the-end-all-the-same',
    rule: counts,
    told: [
      opened,
      building,
      installation('installation_repositories', 'removed', 'repositories_removed', '10:10:00'),
      built('10:20:00'),
    ],
    expected: { runs: [{ match: {}, want: { state: 'success' } }], slos: { 'build-completion': good } },
  },
  movedTo('renamed', 'own/renamed-to-this', 'renamed', { repository: { name: { from: 'renamed' } } }),
  movedTo('transferred', 'own-other/transferred', 'transferred', {
    owner: { from: { organization: { login: 'own' } } },
  }),
];
