import type { Condition, Operand } from '../model/condition.ts';

/** The names of all columns that a condition looks at. */
export function columnsUsed(condition: Condition): ReadonlySet<string> {
  return new Set(operandsOf(condition).flatMap((operand) => (operand.type === 'column' ? [operand.name] : [])));
}

function operandsOf(condition: Condition): readonly Operand[] {
  switch (condition.type) {
    case 'and':
    case 'or':
      return condition.parts.flatMap(operandsOf);
    case 'not':
      return operandsOf(condition.part);
    case 'compare':
      return [condition.left, condition.right];
    case 'any':
      return [condition.left, condition.list];
    case 'in':
      return [condition.operand, ...condition.values];
    case 'between':
      return [condition.operand, condition.low, condition.high];
    case 'like':
    case 'is':
    case 'truth':
      return [condition.operand];
  }
}
