import type { AbandonReason, Kind, Outcome, Role } from '../model/job-run.ts';
import type { DemoProvider } from './demo-repository.ts';

/** A delivery that GitHub will make: what it is about happened at `time` (ms, whole seconds). The body is built when it is needed. */
export interface PlannedDelivery {
  readonly event: string;
  readonly time: number;
  readonly build: () => object;
  /** Which part of the script makes it. */
  readonly part: string;
}

/** After this nobody waits for what is still open, until it is undone (a re-opening). Times in ms. */
export interface Ending {
  readonly at: number;
  readonly by: AbandonReason;
  readonly undoneAt?: number | null;
}

/** One job run as the script has it, whatever the deliveries make of it. Times in ms, whole seconds. */
export interface ScriptedJob {
  readonly provider: DemoProvider;
  readonly role: Role;
  readonly kind: Kind;
  /** `owner/name@sha`: which commit. */
  readonly commit: string;
  /** For one that waits for a person, when the waiting began: it is queued when that ends. */
  readonly queuedAt: number;
  /** When a person has decided; null: nobody has yet; absent: it needs nobody. */
  readonly decidedAt?: number | null;
  /** null: it never starts. */
  readonly startedAt: number | null;
  /** null: it never ends. */
  readonly finishedAt: number | null;
  readonly outcome: Outcome | null;
  /** What makes it pointless while it has no end, in order of time. */
  readonly endings: readonly Ending[];
  /** Every time at which it is heard of. */
  readonly heardAt: readonly number[];
  /** Somebody tells when it was queued, so that it has a duration. */
  readonly measured: boolean;
}

/** A sign of life of a CI on a commit that is no job's: a workflow that waits for permission. */
export interface ScriptedSign {
  readonly provider: DemoProvider;
  readonly commit: string;
  readonly at: number;
}

/** A change of a pull request that asks for statuses. Times in ms. */
export interface ScriptedRevision {
  readonly action: 'opened' | 'synchronize' | 'reopened' | 'ready_for_review';
  readonly repositoryId: number;
  readonly commit: string;
  readonly changedAt: number;
  readonly replacedAt: number | null;
  /** When the same pull request asks again on the same commit; answers after that belong to the later change. */
  readonly askedAgainAt: number | null;
  readonly closedAt: number | null;
  /** The pull request is closed in the end (at this time); null: it stays open. */
  readonly endedAt: number | null;
  readonly draft: boolean;
  /** Its commit asks CI not to run, or no workflow starts for its author. */
  readonly needsNoAnswer: boolean;
}

/** The month while it is written: what GitHub sends, and beside it what is true. */
export interface MonthScript {
  /** Nothing later than this is sent or true yet; ms. */
  readonly horizon: number;
  readonly deliveries: PlannedDelivery[];
  readonly jobs: ScriptedJob[];
  readonly signs: ScriptedSign[];
  readonly revisions: ScriptedRevision[];
  /** Adds a delivery, unless it belongs to the time after the horizon. */
  say(event: string, time: number, build: () => object): void;
  /** A new id of GitHub's: above 2^36, ascending within a part. */
  nextId(): number;
  /** The same script, seen by a part of the month that has its own name and its own ids, the first after `lastId`. */
  part(name: string, lastId: number): MonthScript;
}

/** An empty script. */
export function createMonthScript(horizon: number): MonthScript {
  const sheets = { horizon, deliveries: [], jobs: [], signs: [], revisions: [] };
  return openPart(sheets, '', 78_000_000_000);
}

function openPart(
  sheets: Pick<MonthScript, 'horizon' | 'deliveries' | 'jobs' | 'signs' | 'revisions'>,
  part: string,
  from: number,
): MonthScript {
  let lastId = from;
  return {
    ...sheets,
    say(event, time, build) {
      if (time <= sheets.horizon) sheets.deliveries.push({ event, time, build, part });
    },
    nextId() {
      lastId += 7;
      return lastId;
    },
    part: (name, ids) => openPart(sheets, name, ids),
  };
}
