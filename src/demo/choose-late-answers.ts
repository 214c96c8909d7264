import { type Incidents, isDuring } from './incidents.ts';
import type { PlannedHead, PullRequestPlan } from './pull-request-plan.ts';

/** The share of all counted revisions that misses its first status: just under the 1 % that the objective allows. */
const lateShare = 0.0094;
/** So many of them are never answered at all, where nobody closes the pull request: they stay on the list of those that wait. */
const mostForgotten = 2;
/** So long a head must stay alone for its late answer to be nothing but late. */
const undisturbedMs = 15 * 60_000;

/** May the slow week's Jenkins answer this head late? Only where it is the only provider, and one action asks. */
function isCandidate(plan: PullRequestPlan, head: PlannedHead, incidents: Incidents): boolean {
  const alone = plan.repository.providers.length === 1 && plan.repository.providers[0] === 'jenkins';
  const asks = plan.changes.filter((change) => change.head === head).length;
  const left = (head.replacedAt ?? Number.POSITIVE_INFINITY) - head.from;
  const closed = plan.closes.some((close) => close.at - head.from < undisturbedMs);
  return (
    alone &&
    asks === 1 &&
    head.answers === 'prompt' &&
    left > undisturbedMs &&
    !closed &&
    isDuring(head.from, incidents.slowWeek)
  );
}

/**
 * Marks the heads whose first status comes late, and two that nobody ever answers: as many as bring the first-status objective close
 * to the end of its budget, spread evenly over the slow week. Changes `answers` of the heads; only heads up to `horizon` (ms) count.
 */
export function chooseLateAnswers(plans: readonly PullRequestPlan[], incidents: Incidents, horizon: number): void {
  let counted = 0;
  const candidates: { readonly head: PlannedHead; readonly staysOpen: boolean }[] = [];
  for (const plan of plans) {
    counted += plan.heads.filter(({ from, answers }) => from <= horizon && answers !== 'never').length;
    for (const head of plan.heads.filter((one) => isCandidate(plan, one, incidents))) {
      candidates.push({ head, staysOpen: head.replacedAt === null && plan.closes.length === 0 });
    }
  }
  const wanted = Math.min(Math.floor(counted * lateShare), candidates.length);
  const forgotten = candidates.filter(({ staysOpen }) => staysOpen).slice(0, Math.min(mostForgotten, wanted));
  for (const { head } of forgotten) head.answers = 'never';
  const others = candidates.filter(({ head }) => head.answers === 'prompt');
  const late = wanted - forgotten.length;
  for (let index = 0; index < late; index += 1) {
    (others[Math.floor((index * others.length) / late)] as (typeof others)[number]).head.answers = 'late';
  }
}
