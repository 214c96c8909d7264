import { describe, expect, it } from 'vitest';
import {
  type PullRequestSource,
  pullRequestHistory,
  type TimelineEntry,
} from '../../src/backfill/pull-request-history.ts';

const open: PullRequestSource = { createdAt: 100, closedAt: null, headSha: 'b', pushes: null, timeline: [] };
const push = (at: number, before: string | null, after: string | null) => ({ at, before, after });
const entry = (type: TimelineEntry['type'], at: number, sha: string | null = null): TimelineEntry => ({
  type,
  at,
  sha,
});
const told = (source: Partial<PullRequestSource>): readonly string[] =>
  pullRequestHistory({ ...open, ...source }).map(({ action, at, headSha }) => `${action} ${at} ${headSha}`);

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

  it('the last close is known although the head before is not', () => {
    expect(told({ timeline: [entry('closed', 300)], closedAt: 300 })).toEqual(['closed 300 b']);
    expect(told({})).toEqual([]);
  });
});
