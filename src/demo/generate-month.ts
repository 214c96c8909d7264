import { chooseLateAnswers } from './choose-late-answers.ts';
import type { DemoDelivery } from './demo-delivery.ts';
import type { DemoTruth } from './demo-truth.ts';
import type { IncidentName } from './incident-names.ts';
import { type Incidents, planIncidents } from './incidents.ts';
import { createMonthScript, type MonthScript } from './month-script.ts';
import { type OrderedDelivery, orderDeliveries } from './order-deliveries.ts';
import { type MonthPart, planMonth } from './plan-month.ts';
import { createRandom, type Random } from './random.ts';
import { scriptDco } from './script-dco.ts';
import { scriptMergeQueue } from './script-merge-queue.ts';
import { scriptPullRequest } from './script-pull-request.ts';
import { tellTruth } from './tell-truth.ts';

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
  /** What does not happen; everything else stays as it is. Default: nothing is left out. */
  readonly without?: readonly IncidentName[];
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
/** Above 2^36, like GitHub's own; no part needs more. */
const firstId = 78_000_000_000;
const idsOfPart = 20_000;
/**
 * Makes up a month of CI: repositories, pull requests, three CI systems and what goes wrong with them. Pure and deterministic.
 * The first pull request is opened two hours into the 30 days before `end`, so that the whole month is inside a 30-day window for a while.
 */
export function generateMonth(options: MonthOptions): DemoMonth {
  const { seed, end } = options;
  const start = end - monthMs;
  // What happened in the last seconds is not delivered yet.
  const horizon = end - 5_000;
  const incidents = planIncidents(end, options.without);
  const parts = planMonth({
    seed,
    from: start + 2 * hourMs,
    to: horizon,
    deliveries: options.deliveries ?? 60_000,
    repositories: options.repositories ?? 40,
    rush: incidents.outage,
  });
  const ordinary = parts.filter(({ scene }) => scene === null).map(({ plans }) => plans[0]);
  if (incidents.happens('slow-week')) chooseLateAnswers(ordinary, incidents, horizon);

  const script = createMonthScript(horizon);
  const random = createRandom(`${seed}/ci`);
  for (const [index, part] of parts.entries()) scriptPart(script, random, part, index, incidents);
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

/** Each part of the month is written into its own part of the script, with ids of its own. */
function scriptPart(
  month: MonthScript,
  random: Random,
  { name, scene, plans }: MonthPart,
  index: number,
  incidents: Incidents,
): void {
  if (scene !== null && !incidents.happens(scene.incident)) return;
  const open = (who: number, role: string): [MonthScript, Random] => {
    const script = month.part(`${name} ${role}`, firstId + (index * 3 + who) * idsOfPart);
    return [script, random.child(`${name} ${role}`)];
  };
  const [script, own] = open(0, 'people and ci');
  const [plan] = plans;
  if (scene === null) scriptPullRequest(script, own, plan, incidents);
  else scene.script({ script, random: own, plan, plans, incidents });
  if (plan.repository.dco && incidents.happens('dco-bot')) {
    const [dcoScript, dcoRandom] = open(1, 'dco');
    for (const one of plans) scriptDco(dcoScript, dcoRandom, one);
  }
  if (scene === null && incidents.happens('merge-queue')) {
    const [queueScript, queueRandom] = open(2, 'merge queue');
    scriptMergeQueue(queueScript, queueRandom, plan, incidents);
  }
}
