/** A condition: a boolean subset of SQL over the columns of one event, three-valued as in SQL. `at` is the offset in the text. */
export type Condition =
  | { readonly type: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly type: 'not'; readonly part: Condition }
  | {
      readonly type: 'compare';
      readonly op: CompareOp;
      readonly left: Operand;
      readonly right: Operand;
      readonly at: number;
    }
  | { readonly type: 'any'; readonly left: Operand; readonly list: ColumnOperand; readonly at: number }
  | { readonly type: 'in'; readonly negated: boolean; readonly operand: Operand; readonly values: readonly Operand[] }
  | {
      readonly type: 'between';
      readonly negated: boolean;
      readonly operand: Operand;
      readonly low: Operand;
      readonly high: Operand;
    }
  | { readonly type: 'like'; readonly negated: boolean; readonly operand: Operand; readonly pattern: LiteralOperand }
  | { readonly type: 'is'; readonly negated: boolean; readonly operand: Operand; readonly value: boolean | null }
  | { readonly type: 'truth'; readonly operand: Operand };

export const compareOps = ['=', '<>', '<', '<=', '>', '>='] as const;
export type CompareOp = (typeof compareOps)[number];

export type Operand = ColumnOperand | LiteralOperand;

export interface ColumnOperand {
  readonly type: 'column';
  readonly name: string;
  readonly at: number;
}

/** `time` is written `timestamp '2026-03-01 00:00:00'` and held in milliseconds. */
export interface LiteralOperand {
  readonly type: 'literal';
  readonly kind: 'text' | 'number' | 'boolean' | 'time' | 'null';
  readonly value: string | number | boolean | null;
  readonly at: number;
}

/** One mistake in a condition, at an offset of its text. */
export interface ConditionProblem {
  readonly at: number;
  readonly message: string;
}
