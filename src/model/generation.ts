import type { CountedType } from './objective.ts';

/** fold: what a set of rules makes of the log. slo: what one objective's indicator says of those rows. */
export type GenerationKind = 'fold' | 'slo';

/** building: made beside the current one. current: what readers are answered with. retired: waits for its removal. */
export type GenerationState = 'building' | 'current' | 'retired';

/** serve: a server. migrate: a `cislo migrate`, which stands for the servers that are started after it. */
export type ProcessKind = 'serve' | 'migrate';

/** How far the rows that were there before a generation have been judged for it: all newer than this. Empty at the start. */
export interface RejudgingPlace {
  /** ms */
  readonly at?: number;
  readonly id?: string;
}

/** The generation of what no fold makes: webhook deliveries, and what is counted of them. */
export const noFold = 0;

/** A version of the fold with a set of rules. It owns derived rows and the totals of them. */
export interface FoldGenerationRow {
  readonly id: number;
  readonly state: GenerationState;
  /** The version of the fold that makes its rows. */
  readonly version: number;
  /** Of the rules. */
  readonly hash: string;
  /** How many times its settings were asked to be folded again. */
  readonly round: number;
  /** A program that does not know its version folded deliveries without it. It has gaps, so it is not continued. */
  readonly stale: boolean;
}

/** One objective's indicator under one fold generation. It owns verdicts, buckets and the totals of verdicts. */
export interface SloGenerationRow {
  readonly id: number;
  readonly state: GenerationState;
  /** The version of the judge. */
  readonly version: number;
  /** Of the indicator. */
  readonly hash: string;
  /** The objective's name. */
  readonly slo: string;
  /** `measured`: it counts minutes that somebody else measures. */
  readonly eventType: CountedType;
  /** Whose rows it judges; `noFold` for what no fold makes. */
  readonly fold: number;
  /** Rows that were there before it are still to be judged. */
  readonly hasHistoryLeft: boolean;
  /** As of a fold generation. */
  readonly stale: boolean;
}

/** All generations that are not retired, in order of id. */
export interface LiveGenerations {
  readonly folds: readonly FoldGenerationRow[];
  readonly slos: readonly SloGenerationRow[];
  /** The hash of the settings that are deployed; null before the first deployment. */
  readonly deployment: string | null;
  /** Changes whenever these settings do, or an SLO that is stored in the database; null before the first deployment. */
  readonly deploymentKey: string | null;
}
