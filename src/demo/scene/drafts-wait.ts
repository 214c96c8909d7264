import { plainPullRequest } from '../plain-pull-request.ts';
import { scriptActions } from '../script-actions.ts';
import { pullRequestHead } from '../script-head.ts';
import { scriptPeople } from '../script-people.ts';
import { draftsRepository } from '../special-repositories.ts';
import type { Scene } from './scene.ts';

const hourMs = 3_600_000;

/**
 * CI waits until a draft is ready for review, and answers that at once.
 *
 * @param course `ready`: a draft gets ready hours later; `draft`: it stays one, and is never answered; `plain`: it never was one
 */
export function draftsWait(course: 'ready' | 'draft' | 'plain', times: number): Scene {
  return {
    incident: 'drafts-wait',
    times,
    where: draftsRepository,
    plan(random, repository, at, nextNumber) {
      const ready = course === 'ready' ? { readyAfter: random.between(1, 40) * hourMs } : {};
      const closed = random.chance(0.4) ? { closedAfter: random.between(50, 80) * hourMs, merged: true } : {};
      const opening = { repository, number: nextNumber(), at };
      return [plainPullRequest(random, opening, { draft: course !== 'plain', ...ready, ...closed })];
    },
    script({ script, random, plan, incidents }) {
      scriptPeople(script, random.child('people'), plan);
      if (course === 'draft') return;
      // The last change: the opening itself, or getting ready.
      const { head, at } = plan.changes[plan.changes.length - 1] as (typeof plan.changes)[number];
      scriptActions(script, random.child('actions'), { ...pullRequestHead(plan, head), from: at }, incidents);
    },
  };
}
