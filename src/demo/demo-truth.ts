import type { Kind, Outcome } from '../model/job-run.ts';

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
  readonly superseded: number;
  /** Not final and not superseded. */
  readonly open: { readonly queued: number; readonly started: number };
  /** Of the open ones: queued more than 12 h ago. */
  readonly overdue: number;
  /** Queued → final, of the runs that ended in success, failure or error and of which both are known. */
  readonly duration: { readonly count: number; readonly sumSeconds: number };
}

/** Revisions, and the first status that anyone put on them. */
export interface RevisionTruth {
  readonly total: number;
  readonly byAction: Readonly<Record<string, number>>;
  /** Newest head, pull request open, changed more than 15 s ago, no status by anyone. */
  readonly withoutStatus: number;
  /** By provider, `any` first; `buckets`: upper bound in seconds → how many at most that long (cumulative). */
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
