import type { DemoRepository } from './demo-repository.ts';
import type { PlannedChange, PlannedHead, PullRequestPlan } from './pull-request-plan.ts';
import type { Random } from './random.ts';

const people = ['nadia-k', 'tomasz', 'lindqvist', 'yuki-dev', 'oconnor', 'amara', 'ravi-p', 'zdenka'] as const;
const topics = [
  'fix-timeout',
  'add-retries',
  'bump-deps',
  'docs',
  'refactor-io',
  'typo',
  'new-api',
  'спасибо',
  'ci-🚀',
] as const;
const minuteMs = 60_000;
const hourMs = 3_600_000;

/** The times at which new heads are pushed, the first of them the opening. */
function drawPushTimes(random: Random, openedAt: number): readonly number[] {
  const times = [openedAt];
  // A second push within seconds, as when somebody forgot a file. No CI is fast enough to answer the first head.
  if (random.chance(0.02)) times.push(openedAt + random.between(4, 9) * 1000);
  while (times.length < 6 && random.chance(0.52)) {
    const last = times[times.length - 1] as number;
    const quick = random.chance(0.45);
    times.push(last + (quick ? random.between(3 * 60, 40 * 60) : random.between(3600, 26 * 3600)) * 1000);
  }
  return times;
}

/** Makes up one pull request that is opened at `openedAt` (ms, whole seconds). */
export function planPullRequest(
  random: Random,
  repository: DemoRepository,
  number: number,
  openedAt: number,
): PullRequestPlan {
  const closedAtOnce = random.chance(0.012);
  const times = closedAtOnce ? [openedAt] : drawPushTimes(random, openedAt);
  const heads = times.map((from, index): PlannedHead => {
    const replacedAt = times[index + 1] ?? null;
    const shortLived = closedAtOnce || (replacedAt !== null && replacedAt - from <= 15_000);
    return { sha: random.hex(40), from, replacedAt, answers: shortLived ? 'never' : 'prompt' };
  });
  const lastHead = heads[heads.length - 1] as PlannedHead;
  const changes: PlannedChange[] = heads.map((head, index) => ({
    action: index === 0 ? 'opened' : 'synchronize',
    at: head.from,
    head,
  }));

  const draft = !closedAtOnce && random.chance(0.06);
  let at = lastHead.from;
  if (draft) {
    // When everything has been built: whatever a build still said would be a late answer to it.
    at += random.between(16 * 60, 40 * 60) * minuteMs;
    changes.push({ action: 'ready_for_review', at, head: lastHead });
  }
  const closes: { at: number; merged: boolean }[] = [];
  if (closedAtOnce) {
    closes.push({ at: openedAt + random.between(5, 12) * 1000, merged: false });
  } else {
    if (random.chance(0.03)) {
      at += 16 * hourMs;
      closes.push({ at, merged: false });
      at += random.between(30, 780) * minuteMs;
      changes.push({ action: 'reopened', at, head: lastHead });
    }
    if (random.chance(0.88)) {
      closes.push({ at: at + random.between(20, 60 * 30) * minuteMs, merged: random.chance(0.8) });
    }
  }

  const fork = random.chance(0.55);
  const topic = random.pick(topics);
  return {
    repository,
    number,
    author: random.pick(people),
    title: `${topic} (${number})`,
    branch: `${topic}-${number}`,
    fork,
    draft,
    authorAssociation: fork ? random.pick(['CONTRIBUTOR', 'FIRST_TIME_CONTRIBUTOR', 'NONE']) : 'MEMBER',
    changes: changes as [PlannedChange, ...PlannedChange[]],
    heads: heads as [PlannedHead, ...PlannedHead[]],
    closes,
  };
}
