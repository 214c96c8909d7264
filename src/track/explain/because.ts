import type { RulePlace } from '../../model/rules.ts';

/** A word of a row and what gave it. */
export interface Because<Word extends string = string> {
  readonly word: Word;
  /** In plain words. */
  readonly because: string;
  /** The line that says so; null when none does. */
  readonly place: RulePlace | null;
}
