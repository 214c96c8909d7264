import type { Rules } from '../model/rules.ts';
import type { SettlingFold } from '../settle/settle-folded.ts';

/** A generation that is folded for: its rows are made with these rules. */
export interface FoldGeneration {
  readonly id: number;
  readonly rules: Rules;
}

/** What a fold writes for. */
export interface Folding {
  readonly generation: FoldGeneration;
  /** When the rows that change are to be settled: when we received the oldest of what changed them, ms. */
  readonly dueAt: number;
  /** The full names of the repositories, by their key. */
  readonly names: ReadonlyMap<string, string>;
  /** How the rows of some repositories are settled while they are folded. */
  readonly settling: SettlingFold;
}
