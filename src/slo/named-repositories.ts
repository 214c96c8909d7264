import type { Condition, Operand } from '../model/condition.ts';
import type { Objective } from '../model/objective.ts';

/** What the conditions of an objective say about repositories, in lower case. */
export interface NamedRepositories {
  /** `owner/name`. */
  readonly names: readonly string[];
  /** As after `like`. */
  readonly patterns: readonly string[];
}

const known = new WeakMap<object, NamedRepositories>();

/** The repositories that an objective names, those of a composite's members among them. Asking again costs nothing. */
export function namedRepositories({ indicator }: Pick<Objective, 'indicator'>): NamedRepositories {
  const before = known.get(indicator);
  if (before !== undefined) return before;
  const found = conditionsIn(indicator).flatMap(textsAbout);
  const made = {
    names: found.flatMap(({ text, isPattern }) => (isPattern ? [] : [text])),
    patterns: found.flatMap(({ text, isPattern }) => (isPattern ? [text] : [])),
  };
  known.set(indicator, made);
  return made;
}

interface Found {
  readonly text: string;
  readonly isPattern: boolean;
}

/** Every condition of an indicator, wherever it stands: indicators of all kinds hold conditions, steps and members as plain data. */
function conditionsIn(value: unknown): readonly Condition[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isCondition(value)) return [value];
  return Object.values(value).flatMap(conditionsIn);
}

const types: ReadonlySet<unknown> = new Set([
  'and',
  'or',
  'not',
  'compare',
  'any',
  'in',
  'between',
  'like',
  'is',
  'truth',
]);

function isCondition(value: object): value is Condition {
  return 'type' in value && types.has(value.type);
}

function textsAbout(condition: Condition): readonly Found[] {
  switch (condition.type) {
    case 'and':
    case 'or':
      return condition.parts.flatMap(textsAbout);
    case 'not':
      return textsAbout(condition.part);
    case 'compare':
      return besides([condition.left, condition.right]);
    case 'in':
      return besides([condition.operand, ...condition.values]);
    case 'between':
      return besides([condition.operand, condition.low, condition.high]);
    case 'like':
      return besides([condition.operand, condition.pattern]).map(({ text }) => ({ text, isPattern: true }));
    case 'any':
    case 'is':
    case 'truth':
      return [];
  }
}

/** The texts that the column `repository` is compared with. */
function besides(operands: readonly Operand[]): readonly Found[] {
  if (!operands.some((operand) => operand.type === 'column' && operand.name === 'repository')) return [];
  return operands.flatMap((operand) =>
    operand.type === 'literal' ? [{ text: String(operand.value).toLowerCase(), isPattern: false }] : [],
  );
}
