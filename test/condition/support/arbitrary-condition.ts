import fc from 'fast-check';
import type { Column, ColumnType } from '../../../src/condition/column.ts';
import type { ColumnOperand, CompareOp, Condition, LiteralOperand, Operand } from '../../../src/model/condition.ts';
import { compareOps } from '../../../src/model/condition.ts';
import type { SloEvent } from '../../../src/model/objective.ts';

/** Two columns of each type, and JSON. */
export const testColumns: ReadonlyMap<string, Column> = new Map(
  (
    [
      ['word', 'text'],
      ['other', 'text'],
      ['count', 'number'],
      ['size', 'number'],
      ['open', 'boolean'],
      ['done', 'boolean'],
      ['began', 'time'],
      ['ended', 'time'],
      ['labels', 'text[]'],
      ['numbers', 'number[]'],
      ['data', 'json'],
    ] as const
  ).map(([name, type]): [string, Column] => [name, { name, type, description: '', values: null }]),
);

/** Characters that sort, match or are escaped differently in one place or another. */
const letter = fc.constantFrom(
  'a',
  'A',
  'b',
  'B',
  'Z',
  'z',
  'é',
  'ß',
  'ﬁ',
  '😀',
  '\uE000',
  '𝔸',
  '%',
  '_',
  '\\',
  "'",
  '"',
  ' ',
  '-',
  '0',
);
export const text = fc.oneof(
  { weight: 3, arbitrary: fc.array(letter, { maxLength: 3 }).map((list) => list.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }).map((word) => word.replaceAll('\0', '')) },
);
export const number = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 0.1, 0.3, 0.1 + 0.2, 2 ** 53, 2 ** 53 + 2, 1e21, 1e308, -1e308, 5e-324, 61.5, 1e-7),
  fc.integer({ min: -3, max: 3 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
/** Few times, so that some are equal. */
export const time = fc.integer({ min: 0, max: 5 }).map((step) => Date.UTC(2026, 2, 1) + step * 1_234);

const paths = [
  'a',
  'b.c',
  'b.0',
  'list',
  'list.0',
  'list.-1',
  'list.7',
  'missing',
  '__proto__',
  'b.toString',
  'null',
  '0',
];
const json: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'list', 'null', '0'), tie('value'), { maxKeys: 3 }),
  ),
})).value;

/** An event with these columns; half of what may be null is. */
export const arbitraryEvent: fc.Arbitrary<SloEvent> = fc.record({
  word: orNull(text),
  other: orNull(text),
  count: orNull(number),
  size: orNull(number),
  open: orNull(fc.boolean()),
  done: orNull(fc.boolean()),
  began: orNull(time),
  ended: orNull(time),
  labels: fc.array(text, { maxLength: 3 }),
  numbers: fc.array(number, { maxLength: 3 }),
  data: orNull(
    fc.oneof(
      json,
      fc.record(
        {
          a: json,
          b: fc.oneof(json, fc.record({ c: json, 0: json }, { requiredKeys: [] })),
          list: fc.oneof(
            fc.array(text, { maxLength: 3 }),
            fc.array(number, { maxLength: 3 }),
            fc.array(json, { maxLength: 3 }),
          ),
        },
        { requiredKeys: [] },
      ),
    ),
  ) as fc.Arbitrary<SloEvent[string]>,
});

function orNull<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> {
  return fc.oneof(value, fc.constant(null));
}

type Comparable = 'text' | 'number' | 'boolean' | 'time';

const jsonColumn = fc.constantFrom(...paths.map((path) => column(`data.${path}`)), column('data'));
const literals: Readonly<Record<Comparable, fc.Arbitrary<LiteralOperand>>> = {
  text: text.map((value) => literal('text', value)),
  number: number.map((value) => literal('number', value)),
  boolean: fc.boolean().map((value) => literal('boolean', value)),
  time: time.map((value) => literal('time', value)),
};

function operandOf(type: Comparable): fc.Arbitrary<Operand> {
  const own = namesOf(type).map(column);
  return fc.oneof(fc.constantFrom<Operand>(...own), literals[type], ...(type === 'time' ? [] : [jsonColumn]));
}

/** Two operands that compare: of one type, or a time beside text or milliseconds. */
const pair: fc.Arbitrary<readonly [Operand, Operand, Comparable]> = fc.oneof(
  ...(['text', 'number', 'boolean', 'time'] as const).map((type) =>
    fc.tuple(operandOf(type), operandOf(type), fc.constant(type)),
  ),
  fc.tuple(
    operandOf('time'),
    fc.oneof(
      fc
        .constantFrom('2026-03-01', '2026-03-01 00:00:01.234', '2026-03-01T01:00:00+01:00')
        .map((value) => literal('text', value)),
      time.map((value) => literal('number', value)),
      fc.constantFrom<Operand>(column('count')),
    ),
    fc.constant('time' as const),
  ),
);

const compare: fc.Arbitrary<Condition> = fc.tuple(pair, fc.constantFrom<CompareOp>(...compareOps)).map(
  ([[left, right, type], op]): Condition => ({
    type: 'compare',
    op: type === 'boolean' && op !== '=' && op !== '<>' ? '=' : op,
    left,
    right,
    at: 0,
  }),
);
const anyOf: fc.Arbitrary<Condition> = fc
  .oneof(
    fc.tuple(operandOf('text'), fc.constantFrom(column('labels'))),
    fc.tuple(operandOf('number'), fc.constantFrom(column('numbers'))),
    fc.tuple(fc.oneof(operandOf('text'), operandOf('number')), jsonColumn),
  )
  .map(([left, list]): Condition => ({ type: 'any', left, list, at: 0 }));
const inList: fc.Arbitrary<Condition> = fc
  .constantFrom<Comparable>('text', 'number', 'boolean', 'time')
  .chain((type) =>
    fc
      .tuple(operandOf(type), fc.array(operandOf(type), { minLength: 1, maxLength: 4 }), fc.boolean())
      .map(([operand, values, negated]): Condition => ({ type: 'in', negated, operand, values })),
  );
const between: fc.Arbitrary<Condition> = fc
  .constantFrom<Comparable>('text', 'number', 'time')
  .chain((type) =>
    fc
      .tuple(operandOf(type), operandOf(type), operandOf(type), fc.boolean())
      .map(([operand, low, high, negated]): Condition => ({ type: 'between', negated, operand, low, high })),
  );
const like: fc.Arbitrary<Condition> = fc
  .tuple(
    operandOf('text'),
    fc.array(fc.oneof(letter, fc.constantFrom('%', '_', '\\')), { maxLength: 5 }).map((list) => list.join('')),
    fc.boolean(),
  )
  .map(
    ([operand, pattern, negated]): Condition => ({
      type: 'like',
      negated,
      operand,
      pattern: literal('text', pattern),
    }),
  );
const is: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...[...testColumns.keys()].map(column), ...paths.map((path) => column(`data.${path}`))),
      fc.boolean(),
    )
    .map(([operand, negated]): Condition => ({ type: 'is', negated, operand, value: null })),
  fc
    .tuple(operandOf('boolean'), fc.boolean(), fc.boolean())
    .map(([operand, negated, value]): Condition => ({ type: 'is', negated, operand, value })),
);
const truth: fc.Arbitrary<Condition> = operandOf('boolean').map((operand): Condition => ({ type: 'truth', operand }));

/** A condition over `testColumns` that `checkCondition` accepts, of every kind and up to a few levels deep. */
export const arbitraryCondition: fc.Arbitrary<Condition> = fc.letrec<{ readonly condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    compare,
    anyOf,
    inList,
    between,
    like,
    is,
    truth,
    tie('condition').map((part): Condition => ({ type: 'not', part })),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('condition'), { minLength: 1, maxLength: 3 }))
      .map(([type, parts]): Condition => ({ type, parts })),
  ),
})).condition;

function namesOf(type: ColumnType): readonly string[] {
  return [...testColumns.values()].filter((each) => each.type === type).map(({ name }) => name);
}

function column(name: string): ColumnOperand {
  return { type: 'column', name, at: 0 };
}

function literal(kind: LiteralOperand['kind'], value: LiteralOperand['value']): LiteralOperand {
  return { type: 'literal', kind, value, at: 0 };
}
