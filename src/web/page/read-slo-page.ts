import { type AlertPolicy, isPage } from '../../alert/alert-policy.ts';
import { type Incident, mergeIncidents } from '../../alert/merge-incidents.ts';
import { policiesOf } from '../../alert/policies-of.ts';
import type { Pair } from '../../compare/cohorts.ts';
import type { Objective } from '../../model/objective.ts';
import { mayEdit, type Viewer } from '../../model/viewer.ts';
import { maintenanceOf } from '../../slo/maintenance-of.ts';
import { sightOf } from '../../slo/sight-of.ts';
import { type AlertView, readAlerts } from '../../status/alert-view.ts';
import type { BubbleUpReading, Compare } from '../../status/read-bubble-up.ts';
import { type BurnDownPoint, readBurnDown } from '../../status/read-burn-down.ts';
import { readSloStatus, type SloReading } from '../../status/read-slo-status.ts';
import type { GenerationView } from '../../store/generation/read-generations.ts';
import type { SloEventView } from '../../store/read/list-slo-events.ts';
import type { ReadDoor } from '../../store/read/read-door.ts';
import type { Freshness, Page } from '../../store/read/view.ts';
import { windowBounds } from '../../time/window-bounds.ts';
import type { PageStore } from './read-overview.ts';

/** What the page of an SLO reads from. */
export type SloPageStore = PageStore & Pick<ReadDoor, 'readAlertStates' | 'listSloEvents' | 'readRaisedAlerts'>;

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
  /** Of the window; none for a person, whose sums nobody evaluated then. */
  readonly incidents: readonly Incident[];
  readonly alerts: readonly AlertLine[];
  /** The stretch whose events are listed. */
  readonly from: number;
  readonly to: number;
  readonly bad: Page<SloEventView>;
  /** null: not asked for. */
  readonly bubbleUp: BubbleUpReading | null;
  /** The viewer may change stored SLOs. */
  readonly mayEdit: boolean;
  /** The viewer may see the definition. */
  readonly showsDefinition: boolean;
}

const badShown = 50;
const bubblesShown = 10;

/** Reads the page of an objective; its freshness first, so that it promises no more than the rows have. */
export async function readSloPage(
  read: SloPageStore,
  viewer: Viewer,
  objective: Objective,
  { since, until, pair, cursor, compare: asked }: SloPageQuery,
  now: number,
  compare: Compare,
): Promise<SloPageReading> {
  const freshness = await read.readFreshness(viewer, now);
  const window = windowBounds(objective.window, now);
  const [from, to] = [since ?? window.from, until ?? window.to];
  const [[reading], burnDown, raised, states, generations, bad, bubbleUp] = await Promise.all([
    readSloStatus(read, viewer, [objective], now),
    readBurnDown(read, viewer, objective, now),
    read.readRaisedAlerts(viewer, window.from, now),
    readAlerts(read, viewer, [objective], now),
    read.readGenerations(viewer),
    read.listSloEvents(viewer, objective.name, {
      verdict: 'bad',
      since: from,
      until: to,
      pair,
      excluded: maintenanceOf(objective, { from, to }),
      cursor,
      limit: badShown,
    }),
    asked ? compare(viewer, objective, { from, to, dimensions: null, limit: bubblesShown }) : null,
  ]);
  const { policies } = policiesOf(objective, now);
  return {
    now,
    freshness,
    generations,
    // One objective has one reading.
    reading: reading as SloReading,
    burnDown,
    incidents: mergeIncidents(raised.filter(({ slo }) => slo === objective.name)),
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
    mayEdit: mayEdit(viewer),
    showsDefinition: sightOf(viewer, objective) === 'whole',
  };
}
