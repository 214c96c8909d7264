import { type Fields, listOf, nameOf, type ParsedStatement, unwrap } from './parse-tree.ts';
import type { Schema } from './schema.ts';

const column = 'repository_id';

/** Primary keys, unique constraints and unique indexes of a distributed table that do not begin with repository_id. */
export function keysNotLed({ type, fields }: ParsedStatement, schema: Schema): readonly string[] {
  if (!schema.distributed.has(tableOf(fields))) return [];
  return keysOf(type, fields)
    .filter((key) => key[0] !== column)
    .map((key) => `a key of ${tableOf(fields)} is (${key.join(', ')})`);
}

/** Triggers and rules on any table: Citus runs none on shards, and what is derived is derived in code. */
export function triggers({ type, fields }: ParsedStatement): readonly string[] {
  const kinds = ['CreateTrigStmt', 'CreateEventTrigStmt', 'RuleStmt'];
  return kinds.includes(type) ? [`a trigger or rule on ${tableOf(fields)}`] : [];
}

/** New tables of which nobody has said whether they are distributed. */
export function unclassifiedTables({ type, fields }: ParsedStatement, schema: Schema): readonly string[] {
  const table = tableOf(fields);
  if (type !== 'CreateStmt' || schema.distributed.has(table) || schema.local.has(table)) return [];
  return [`${table} is neither among the distributed nor among the local tables`];
}

function tableOf(fields: Fields): string {
  return ((fields['relation'] as Fields | undefined)?.['relname'] as string | undefined) ?? '';
}

function keysOf(type: string, fields: Fields): readonly (readonly string[])[] {
  switch (type) {
    case 'CreateStmt':
      return listOf(fields['tableElts']).map(unwrap).flatMap(keysOfElement);
    case 'IndexStmt':
      return fields['unique'] === true
        ? [listOf(fields['indexParams']).map((part) => (unwrap(part).fields['name'] as string | undefined) ?? '(…)')]
        : [];
    case 'AlterTableStmt':
      return listOf(fields['cmds']).flatMap((command) => {
        const definition = unwrap(command).fields['def'];
        return definition === undefined ? [] : keysOfElement(unwrap(definition));
      });
    default:
      return [];
  }
}

/** Of a column or a constraint. */
function keysOfElement({ type, fields }: ParsedStatement): readonly (readonly string[])[] {
  const isKey = (constraint: Fields): boolean =>
    ['CONSTR_PRIMARY', 'CONSTR_UNIQUE', 'CONSTR_EXCLUSION'].includes(constraint['contype'] as string);
  if (type === 'Constraint') return isKey(fields) ? [nameOf(fields['keys'])] : [];
  const own = listOf(fields['constraints']).map((constraint) => unwrap(constraint).fields);
  return own.some(isKey) ? [[fields['colname'] as string]] : [];
}
