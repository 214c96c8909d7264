import type { Kind, Outcome } from '../model/job-run.ts';
import type { DemoProvider } from './demo-repository.ts';

/** A delivery that GitHub will make: what it is about happened at `time` (ms, whole seconds). The body is built when it is needed. */
export interface PlannedDelivery {
  readonly event: string;
  readonly time: number;
  readonly build: () => object;
}

/** One job run as the script has it, whatever the deliveries make of it. Times in ms, whole seconds. */
export interface ScriptedJob {
  readonly provider: DemoProvider;
  readonly kind: Kind;
  /** `owner/name@sha`: which commit. */
  readonly commit: string;
  readonly queuedAt: number;
  /** null: it never starts. */
  readonly startedAt: number | null;
  /** null: it never ends. */
  readonly finishedAt: number | null;
  readonly outcome: Outcome | null;
  /** When its pull request gets the next head; null: never. */
  readonly replacedAt: number | null;
  /** Every time at which it is heard of. */
  readonly heardAt: readonly number[];
  /** Somebody tells when it was queued, so that it has a duration. */
  readonly measured: boolean;
}

/** A change of a pull request that asks for statuses. Times in ms. */
export interface ScriptedRevision {
  readonly action: 'opened' | 'synchronize' | 'reopened' | 'ready_for_review';
  readonly commit: string;
  readonly changedAt: number;
  readonly replacedAt: number | null;
  readonly closedAt: number | null;
  /** The pull request is closed in the end (at this time); null: it stays open. */
  readonly endedAt: number | null;
}

/** The month while it is written: what GitHub sends, and beside it what is true. */
export interface MonthScript {
  /** Nothing later than this is sent or true yet; ms. */
  readonly horizon: number;
  readonly deliveries: PlannedDelivery[];
  readonly jobs: ScriptedJob[];
  readonly revisions: ScriptedRevision[];
  /** Adds a delivery, unless it belongs to the time after the horizon. */
  say(event: string, time: number, build: () => object): void;
  /** A new id of GitHub's: above 2^36, ascending. */
  nextId(): number;
}

/** An empty script. */
export function createMonthScript(horizon: number): MonthScript {
  const deliveries: PlannedDelivery[] = [];
  let lastId = 78_000_000_000;
  return {
    horizon,
    deliveries,
    jobs: [],
    revisions: [],
    say(event, time, build) {
      if (time <= horizon) deliveries.push({ event, time, build });
    },
    nextId() {
      lastId += 7;
      return lastId;
    },
  };
}
