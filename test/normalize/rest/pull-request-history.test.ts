import { describe, expect, it } from 'vitest';
import {
  type PullRequestSource,
  type Push,
  pullRequestHistory,
} from '../../../src/normalize/rest/pull-request-history.ts';
import type { TimelineEntry } from '../../../src/normalize/rest/timeline-entry.ts';

const open: PullRequestSource = {
  createdAt: 100,
  closedAt: null,
  headSha: 'b',
  draft: false,
  author: 'ann',
  pushes: null,
  timeline: [],
};
const push = (at: number, before: string | null, after: string | null, actor: string | null = null): Push => ({
  at,
  before,
  after,
  actor,
});
const entry = (
  type: TimelineEntry['type'],
  at: number,
  sha: string | null = null,
  actor: string | null = null,
): TimelineEntry => ({ type, at, sha, actor, message: null });
const told = (source: Partial<PullRequestSource>): readonly string[] =>
  pullRequestHistory({ ...open, ...source }).map(({ action, at, headSha }) => `${action} ${at} ${headSha}`);

const drafts = (source: Partial<PullRequestSource>): readonly string[] =>
  pullRequestHistory({ ...open, ...source }).map(({ action, draft }) => `${action} ${draft}`);
const senders = (source: Partial<PullRequestSource>): readonly string[] =>
  pullRequestHistory({ ...open, ...source }).map(({ action, sender }) => `${action} ${sender}`);

describe('a draft', () => {
  const pushes = [push(90, null, 'a'), push(200, 'a', 'c'), push(400, 'c', 'b')];

  it('that became ready was one from its opening', () => {
    expect(drafts({ pushes, timeline: [entry('ready_for_review', 300)] })).toEqual([
      'opened true',
      'synchronize true',
      'ready_for_review false',
      'synchronize false',
    ]);
  });

  it('that was made one later was none before', () => {
    expect(drafts({ pushes, draft: true, timeline: [entry('convert_to_draft', 300)] })).toEqual([
      'opened false',
      'synchronize false',
      'synchronize true',
    ]);
  });

  it('may turn to and fro', () => {
    const timeline = [
      entry('ready_for_review', 150),
      entry('convert_to_draft', 300),
      entry('ready_for_review', 500),
      entry('closed', 600),
    ];

    expect(drafts({ pushes, timeline })).toEqual([
      'opened true',
      'ready_for_review false',
      'synchronize false',
      'synchronize true',
      'ready_for_review false',
      'closed false',
    ]);
  });

  it.each([true, false, null])('that never turned has always been what it is: %s', (draft) => {
    expect(drafts({ pushes, draft })).toEqual([`opened ${draft}`, `synchronize ${draft}`, `synchronize ${draft}`]);
  });

  it('is not known where GitHub does not show the timeline', () => {
    expect(drafts({ pushes, draft: true, timeline: null, closedAt: 500 })).toEqual([
      'opened null',
      'synchronize null',
      'synchronize null',
      'closed null',
    ]);
  });

  it('that was closed is one although its heads are not known', () => {
    const timeline = [entry('commit', 50, 'a'), entry('convert_to_draft', 200), entry('closed', 300, null, 'bob')];

    expect(drafts({ draft: true, timeline, closedAt: 300 })).toEqual(['closed true']);
    expect(senders({ draft: true, timeline, closedAt: 300 })).toEqual(['closed bob']);
  });
});

describe('whoever changes it', () => {
  it('is told by the pushes and by the timeline; it is opened by its author', () => {
    const pushes = [push(90, null, 'a', 'ann'), push(200, 'a', 'b', 'bob')];
    const timeline = [entry('closed', 300, null, 'cat'), entry('reopened', 400, null, null)];

    expect(senders({ pushes, timeline })).toEqual(['opened ann', 'synchronize bob', 'closed cat', 'reopened null']);
  });

  it('is told by a forced push', () => {
    const timeline = [entry('commit', 190, 'b'), entry('force_push', 200, 'b', 'bob')];

    expect(senders({ timeline })).toEqual(['synchronize bob']);
  });

  it('is not known of a close that only the pull request tells', () => {
    expect(senders({ pushes: [push(90, null, 'b')], closedAt: 300 })).toEqual(['opened ann', 'closed null']);
  });
});

describe('known pushes', () => {
  it('tell every head from the first one on', () => {
    expect(told({ pushes: [push(50, null, 'x'), push(90, 'x', 'a'), push(200, 'a', 'b')] })).toEqual([
      'opened 100 a',
      'synchronize 200 b',
    ]);
  });

  it('tell the first head by what came after it', () => {
    expect(told({ pushes: [push(200, 'a', 'b')] })).toEqual(['opened 100 a', 'synchronize 200 b']);
  });

  it('to a closed pull request change nothing until it is opened again', () => {
    const timeline = [entry('closed', 200), entry('reopened', 400), entry('ready_for_review', 500)];

    const changes = told({ pushes: [push(90, null, 'a'), push(300, 'a', 'b')], timeline });

    expect(changes).toEqual(['opened 100 a', 'closed 200 a', 'reopened 400 b', 'ready_for_review 500 b']);
  });

  it('may be the branch being taken away and brought back', () => {
    const pushes = [push(90, null, 'b'), push(200, 'b', null), push(300, null, 'b')];

    expect(told({ pushes, closedAt: 150 })).toEqual(['opened 100 b', 'closed 150 b']);
  });

  it('that do not lead to the head of now are not believed', () => {
    expect(told({ pushes: [push(90, null, 'a')], timeline: [entry('commit', 50, 'b')] })).toEqual(['opened 100 b']);
  });
});

describe('without known pushes', () => {
  it('commits that are all older than the pull request tell its first head', () => {
    expect(
      told({ timeline: [entry('commit', 50, 'a'), entry('commit', 60, 'b'), entry('ready_for_review', 300)] }),
    ).toEqual(['opened 100 b', 'ready_for_review 300 b']);
  });

  it('a commit made later was pushed nobody knows when', () => {
    const timeline = [
      entry('commit', 50, 'a'),
      entry('commit', 150, 'b'),
      entry('ready_for_review', 120),
      entry('ready_for_review', 300),
    ];

    expect(told({ timeline })).toEqual(['opened 100 a', 'ready_for_review 120 a']);
  });

  it('a forced push tells its time and its head', () => {
    const timeline = [entry('commit', 190, 'b'), entry('force_push', 200, 'b'), entry('ready_for_review', 300)];

    expect(told({ timeline })).toEqual(['synchronize 200 b', 'ready_for_review 300 b']);
  });

  it.each([
    ['to a commit that is nowhere', 'z'],
    ['without a commit', null],
  ])('a forced push %s is not believed', (_, sha) => {
    expect(told({ timeline: [entry('force_push', 200, sha)] })).toEqual([]);
  });

  it('what contradicts the head of now is left out, but for the last close', () => {
    const timeline = [entry('commit', 50, 'a')];

    expect(told({ timeline })).toEqual([]);
    expect(told({ timeline, closedAt: 300 })).toEqual(['closed 300 b']);
  });

  it('a timeline that ends at an earlier close has the last one all the same', () => {
    const timeline = [entry('commit', 50, 'b'), entry('closed', 200)];

    expect(told({ timeline, closedAt: 300 })).toEqual(['opened 100 b', 'closed 200 b', 'closed 300 b']);
  });

  it('the last close is known although the head before is not', () => {
    expect(told({ timeline: [entry('closed', 300)], closedAt: 300 })).toEqual(['closed 300 b']);
    expect(told({})).toEqual([]);
  });
});
