import { chooseLateAnswers } from './choose-late-answers.ts';
import type { DemoDelivery } from './demo-delivery.ts';
import { castRepositories, type DemoRepository, fullName } from './demo-repository.ts';
import type { DemoTruth } from './demo-truth.ts';
import { planIncidents } from './incidents.ts';
import { createMonthScript } from './month-script.ts';
import { type OrderedDelivery, orderDeliveries } from './order-deliveries.ts';
import { planPullRequest } from './plan-pull-request.ts';
import type { PullRequestPlan } from './pull-request-plan.ts';
import { createRandom, type Random } from './random.ts';
import { scriptPullRequest } from './script-pull-request.ts';
import { tellTruth } from './tell-truth.ts';
import { drawTime } from './traffic.ts';

/** What the month is made from: the same options give the same month, byte for byte. */
export interface MonthOptions {
  /** Any text. */
  readonly seed: string;
  /** The month ends here: ms, UTC. Nothing is delivered later. */
  readonly end: number;
  /** About so many deliveries (within some per cent); default 60,000. */
  readonly deliveries?: number;
  /** Default 40. */
  readonly repositories?: number;
}

/** A made-up month. */
export interface DemoMonth {
  readonly start: number;
  readonly end: number;
  /** How many deliveries there are, repeated ones included. */
  readonly count: number;
  /** The deliveries in the order in which they arrive; each walk builds the bodies anew, one at a time. */
  readonly deliveries: Iterable<DemoDelivery>;
  /** The right answers at `now` (ms, not before `end`), known from the script. */
  truthAt(now: number): DemoTruth;
}

const hourMs = 3_600_000;
const monthMs = 30 * 24 * hourMs;
/** Measured: what one pull request of the script brings, on average. */
const deliveriesPerPullRequest = 63;
/** The share of the pull requests that a release rush adds in the hours of the outage. */
const rushShare = 0.024;

/**
 * Makes up a month of CI: repositories, pull requests, three CI systems and what goes wrong with them. Pure and deterministic.
 * The first pull request is opened two hours into the 30 days before `end`, so that the whole month is inside a 30-day window for a while.
 */
export function generateMonth(options: MonthOptions): DemoMonth {
  const { seed, end } = options;
  const start = end - monthMs;
  // What happened in the last seconds is not delivered yet.
  const horizon = end - 5_000;
  const incidents = planIncidents(end);
  const plans = planMonth(options, start + 2 * hourMs, horizon, incidents.outage);
  chooseLateAnswers(plans, incidents, horizon);

  const script = createMonthScript(horizon);
  for (const plan of plans) {
    const random = createRandom(`${seed}/ci/${fullName(plan.repository)}/${plan.number}`);
    scriptPullRequest(script, random, plan, incidents);
  }
  const ordered = orderDeliveries(script.deliveries, createRandom(`${seed}/order`), end);
  return {
    start,
    end,
    count: ordered.length,
    deliveries: { [Symbol.iterator]: () => buildDeliveries(ordered) },
    truthAt: (now) => tellTruth(script, ordered, { seed, start, end, now }),
  };
}

function* buildDeliveries(ordered: readonly OrderedDelivery[]): Generator<DemoDelivery> {
  for (const { guid, at, planned } of ordered) yield { guid, event: planned.event, payload: planned.build(), at };
}

function planMonth(
  options: MonthOptions,
  from: number,
  to: number,
  rush: { readonly from: number; readonly to: number },
): readonly PullRequestPlan[] {
  const random = createRandom(`${options.seed}/month`);
  const repositories = castRepositories(options.repositories ?? 40, random);
  const wanted = Math.max(1, Math.round((options.deliveries ?? 60_000) / deliveriesPerPullRequest));
  const rushed = Math.round(wanted * rushShare);
  const withPackit = repositories.filter(({ providers }) => providers.includes('packit-as-a-service'));
  const openings = Array.from({ length: wanted }, (_, index) =>
    index < rushed && withPackit.length > 0
      ? { at: drawTime(random, rush.from, rush.to), repository: random.pick(withPackit) }
      : { at: drawTime(random, from, to), repository: pickWeighted(random, repositories) },
  );
  openings.sort((one, other) => one.at - other.at);

  const lastNumber = new Map<number, number>();
  return openings.map(({ at, repository }) => {
    const number = (lastNumber.get(repository.id) ?? 100) + 1;
    lastNumber.set(repository.id, number);
    const own = createRandom(`${options.seed}/pull-request/${repository.id}/${number}`);
    return planPullRequest(own, repository, number, at);
  });
}

function pickWeighted(random: Random, repositories: readonly DemoRepository[]): DemoRepository {
  for (;;) {
    const repository = random.pick(repositories);
    if (random.next() * 1.4 < repository.weight) return repository;
  }
}
