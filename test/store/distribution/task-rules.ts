import { conjuncts } from './join-rules.ts';
import { nameOf, unwrap } from './parse-tree.ts';
import { allLevels, type Level } from './query-level.ts';
import type { Schema } from './schema.ts';

const column = 'repository_id';

/**
 * Distributed tables of which a statement asks every shard: nothing says which repositories are wanted, neither `repository_id = $n`
 * nor `= any($n)`. Citus takes an equality with a parameter over to what is joined by `=`, but not a list, so that a list has to
 * stand beside every table. What is inserted as VALUES goes where it belongs.
 */
export function tasksEverywhere(statement: Level, schema: Schema): readonly string[] {
  return allLevels(statement).flatMap((level) => {
    const spread = level.relations.filter(({ table }) => table !== null && schema.distributed.has(table));
    const asked = spread.filter(({ target }) => level.type !== 'InsertStmt' || !target);
    const conditions = level.conditions
      .flatMap(conjuncts)
      .map((node) => readCondition(node, asked.length === 1 ? asked[0]?.alias : undefined));
    const named = new Set(conditions.flatMap((condition) => (condition?.kind === 'named' ? [condition.alias] : [])));
    const given = new Set(conditions.flatMap((condition) => (condition?.kind === 'given' ? [condition.alias] : [])));
    for (let size = -1; size !== given.size; ) {
      size = given.size;
      for (const condition of conditions) {
        if (condition?.kind !== 'equal') continue;
        const [one, other] = condition.aliases;
        if (given.has(one)) given.add(other);
        if (given.has(other)) given.add(one);
      }
    }
    return asked
      .filter(({ alias }) => !named.has(alias) && !given.has(alias))
      .map(({ alias, table }) => `${table} ${alias} is asked on every shard`);
  });
}

type Condition =
  | { readonly kind: 'named' | 'given'; readonly alias: string }
  | { readonly kind: 'equal'; readonly aliases: readonly [string, string] };

function readCondition(node: unknown, only: string | undefined): Condition | null {
  const { type, fields } = unwrap(node);
  if (type !== 'A_Expr' || nameOf(fields['name'])[0] !== '=') return null;
  const left = aliasOf(fields['lexpr'], only);
  const right = aliasOf(fields['rexpr'], only);
  if (left === null && right === null) return null;
  if (fields['kind'] === 'AEXPR_OP_ANY')
    return left !== null && isGiven(fields['rexpr']) ? { kind: 'named', alias: left } : null;
  if (fields['kind'] !== 'AEXPR_OP') return null;
  if (left !== null && right !== null) return { kind: 'equal', aliases: [left, right] };
  const other = left === null ? fields['lexpr'] : fields['rexpr'];
  return isGiven(other) ? { kind: 'given', alias: (left ?? right) as string } : null;
}

/** Whose `repository_id` it is; a bare one is that of `only`. */
function aliasOf(node: unknown, only: string | undefined): string | null {
  const { type, fields } = unwrap(node ?? {});
  if (type === 'TypeCast') return aliasOf(fields['arg'], only);
  const name = type === 'ColumnRef' ? nameOf(fields['fields']) : [];
  if (name.at(-1) !== column) return null;
  return name.length > 1 ? (name.at(-2) as string) : (only ?? null);
}

/** A parameter or a constant. */
function isGiven(node: unknown): boolean {
  const { type, fields } = unwrap(node ?? {});
  if (type === 'TypeCast') return isGiven(fields['arg']);
  if (type === 'A_Expr') return isGiven(fields['rexpr']) && !('lexpr' in fields);
  return type === 'ParamRef' || type === 'A_Const';
}
