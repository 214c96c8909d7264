import { z } from 'zod';
import type { Condition } from '../model/condition.ts';
import { compareOps } from '../model/condition.ts';

const at = z.number().int().nonnegative();
const column = z.strictObject({ type: z.literal('column'), name: z.string(), at });
const literalOf = <K extends string, V extends z.ZodType>(kind: K, value: V) =>
  z.strictObject({ type: z.literal('literal'), kind: z.literal(kind), value, at });
const textLiteral = literalOf('text', z.string());
const literal = z.union([
  textLiteral,
  literalOf('number', z.number()),
  literalOf('boolean', z.boolean()),
  literalOf('time', z.number()),
  literalOf('null', z.null()),
]);
const operand = z.union([column, literal]);
const negated = z.boolean();
const parts = z.array(z.lazy(() => conditionSchema)).min(1);

/** The shape of a condition that was stored as JSON. Whether its columns exist and its types fit is checked by `checkCondition`. */
export const conditionSchema: z.ZodType<Condition> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['and', 'or']), parts }),
  z.strictObject({ type: z.literal('not'), part: z.lazy(() => conditionSchema) }),
  z.strictObject({ type: z.literal('compare'), op: z.enum(compareOps), left: operand, right: operand, at }),
  z.strictObject({ type: z.literal('any'), left: operand, list: column, at }),
  z.strictObject({ type: z.literal('in'), negated, operand, values: z.array(operand).min(1) }),
  z.strictObject({ type: z.literal('between'), negated, operand, low: operand, high: operand }),
  z.strictObject({ type: z.literal('like'), negated, operand, pattern: textLiteral }),
  z.strictObject({ type: z.literal('is'), negated, operand, value: z.union([z.boolean(), z.null()]) }),
  z.strictObject({ type: z.literal('truth'), operand }),
]);
