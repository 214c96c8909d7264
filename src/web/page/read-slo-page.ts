import { type AlertPolicy, isPage } from '../../alert/alert-policy.ts';
import { policiesOf } from '../../alert/policies-of.ts';
import type { Pair } from '../../compare/cohorts.ts';
import type { Objective } from '../../model/objective.ts';
import type { Viewer } from '../../model/viewer.ts';
import { type AlertView, readAlerts } from '../../status/alert-view.ts';
import { type BubbleUpReading, type BubbleUpReads, readBubbleUp } from '../../status/read-bubble-up.ts';
import { type BurnDownPoint, readBurnDown } from '../../status/read-burn-down.ts';
import { readSloStatus, type SloReading } from '../../status/read-slo-status.ts';
import type { GenerationView } from '../../store/generation/read-generations.ts';
import type { SloEventView } from '../../store/read/list-slo-events.ts';
import type { ReadDoor } from '../../store/read/read-door.ts';
import type { Freshness, Page } from '../../store/read/view.ts';
import { windowBounds } from '../../time/window-bounds.ts';
import type { PageStore } from './read-overview.ts';

/** What the page of an SLO reads from. */
export type SloPageStore = PageStore & BubbleUpReads & Pick<ReadDoor, 'readAlertStates' | 'listSloEvents'>;

/** What the address of the page asks for. Times in ms. */
export interface SloPageQuery {
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  /** Only events with this value. */
  readonly pair?: Pair | undefined;
  readonly cursor?: string | undefined;
  /** Whether bad events are compared with good ones. */
  readonly compare: boolean;
}

/** A policy, and how its alert stands. */
export interface AlertLine {
  readonly policy: AlertPolicy;
  readonly isPage: boolean;
  /** null: nothing was evaluated yet. */
  readonly alert: AlertView | null;
}

/** Everything on the page of an SLO. */
export interface SloPageReading {
  readonly now: number;
  readonly freshness: Freshness;
  readonly generations: readonly GenerationView[];
  readonly reading: SloReading;
  readonly burnDown: readonly BurnDownPoint[];
  readonly alerts: readonly AlertLine[];
  /** The stretch whose events are listed. */
  readonly from: number;
  readonly to: number;
  readonly bad: Page<SloEventView>;
  /** null: not asked for. */
  readonly bubbleUp: BubbleUpReading | null;
  /** The viewer may see rows and the definition. */
  readonly isPrivate: boolean;
}

const badShown = 50;
const bubblesShown = 10;

/** Reads the page of an objective; its freshness first, so that it promises no more than the rows have. */
export async function readSloPage(
  read: SloPageStore,
  viewer: Viewer,
  objective: Objective,
  { since, until, pair, cursor, compare }: SloPageQuery,
  now: number,
): Promise<SloPageReading> {
  const freshness = await read.readFreshness(viewer, now);
  const window = windowBounds(objective.window, now);
  const [from, to] = [since ?? window.from, until ?? window.to];
  const [[reading], burnDown, states, generations, bad, bubbleUp] = await Promise.all([
    readSloStatus(read, viewer, [objective], now),
    readBurnDown(read, viewer, objective, now),
    readAlerts(read, viewer, [objective], now),
    read.readGenerations(viewer),
    read.listSloEvents(viewer, objective.name, {
      verdict: 'bad',
      since: from,
      until: to,
      pair,
      cursor,
      limit: badShown,
    }),
    compare ? readBubbleUp(read, viewer, objective, { from, to, dimensions: null, limit: bubblesShown }) : null,
  ]);
  const { policies } = policiesOf(objective, now);
  return {
    now,
    freshness,
    generations,
    // One objective has one reading.
    reading: reading as SloReading,
    burnDown,
    alerts: policies.map((policy) => ({
      policy,
      isPage: isPage(policy.severity),
      alert:
        states.find(
          (one) => one.policy === policy.name && one.condition === policy.condition.name && one.instance === null,
        ) ?? null,
    })),
    from,
    to,
    bad,
    bubbleUp,
    isPrivate: viewer.kind !== 'everyone',
  };
}
