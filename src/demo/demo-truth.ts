import type { AbandonReason, Kind, OpenState, Outcome } from '../model/job-run.ts';

/** What is right about a made-up month at one moment, known from its script. Plain JSON; times in ms, UTC. */
export interface DemoTruth {
  readonly seed: string;
  readonly start: number;
  readonly end: number;
  readonly now: number;
  readonly deliveries: {
    readonly total: number;
    readonly distinct: number;
    readonly repeated: number;
    /** Distinct ones, by `X-GitHub-Event`. */
    readonly byEvent: Readonly<Record<string, number>>;
  };
  /** By kind, then provider, ascending. */
  readonly jobs: readonly JobTruth[];
  readonly revisions: RevisionTruth;
  /** The three built-in objectives over the 30 days before `now`. */
  readonly slos: readonly SloTruth[];
}

/** Job runs of one kind and provider. */
export interface JobTruth {
  readonly kind: Kind;
  readonly provider: string;
  readonly queued: number;
  /** Known to have started, or ended in success or failure. */
  readonly started: number;
  readonly finished: Readonly<Record<Outcome, number>>;
  /** By a newer head, or because the same job was begun again. */
  readonly superseded: number;
  /** Not final when nobody waited for them any more, by reason; only reasons that occur. */
  readonly abandoned: Readonly<Partial<Record<AbandonReason, number>>>;
  /** Neither final nor abandoned. */
  readonly open: Readonly<Record<OpenState, number>>;
  /** Of the open builds and tests of CI systems that wait for nobody: queued more than 12 h ago. */
  readonly overdue: number;
  /** Queued → final, of the runs that ended in success, failure or error and of which both are known. */
  readonly duration: { readonly count: number; readonly sumSeconds: number };
  /** How long they waited for a person, of those for which that is over. */
  readonly waiting: { readonly count: number; readonly sumSeconds: number };
}

/** Revisions, and the first status that anyone put on them. */
export interface RevisionTruth {
  readonly total: number;
  readonly byAction: Readonly<Record<string, number>>;
  /** No CI answered and none owes an answer; or had reported on the commit before, and no job began since. May be both. */
  readonly nobodyExpected: number;
  readonly answeredBefore: number;
  /** Newest head, pull request open, changed more than 15 s ago, a CI owes an answer and none gave one. */
  readonly withoutStatus: number;
  /** By provider, `any` (every CI) first; `buckets`: upper bound in seconds → how many at most that long (cumulative). */
  readonly firstStatus: readonly {
    readonly provider: string;
    readonly count: number;
    readonly sumSeconds: number;
    readonly buckets: Readonly<Record<string, number>>;
  }[];
}

/** One objective. */
export interface SloTruth {
  readonly name: string;
  readonly target: number;
  readonly good: number;
  readonly bad: number;
  readonly excluded: number;
  readonly pending: number;
  /** null without events. */
  readonly sli: number | null;
  /** 1 − e / (1 − target), signed; null without events. */
  readonly budgetRemainingRatio: number | null;
}
