import { keysNotLed, triggers, unclassifiedTables } from './definition-rules.ts';
import { joinsOffKey } from './join-rules.ts';
import { type ParsedStatement, parse } from './parse-tree.ts';
import { type Level, readLevels } from './query-level.ts';
import type { Schema } from './schema.ts';
import { sessionState } from './session-rules.ts';
import { dependentQueries, modifyingQueries } from './subquery-rules.ts';
import { tasksEverywhere } from './task-rules.ts';
import {
  inconstantUpdates,
  keyUpdates,
  locksElsewhere,
  mixedTables,
  skippingLocks,
  unroutedInserts,
} from './write-rules.ts';

/** What a statement does that a pooler or a distributed database does not bear. */
export interface Violation {
  readonly rule: Rule;
  readonly detail: string;
}

const forDefinitions = {
  'key-led-by-repository': keysNotLed,
  'no-trigger': triggers,
  'table-classified': unclassifiedTables,
};
const forQueries = {
  'join-on-repository': joinsOffKey,
  'no-dependent-query': dependentQueries,
  'no-modifying-with': modifyingQueries,
  'constant-do-update': inconstantUpdates,
  'key-unchanged': keyUpdates,
  'no-skip-locked': skippingLocks,
  'locks-apart': locksElsewhere,
  'local-apart': mixedTables,
  'routed-insert': unroutedInserts,
};

/** `session-free` is what a pooler asks for, on any database; the others are what a distributed one does. */
export type Rule = 'session-free' | 'known-kind' | keyof typeof forDefinitions | keyof typeof forQueries;

/** Everything else has to be looked at first, by whoever writes the first one. */
const knownKinds = [
  'SelectStmt InsertStmt UpdateStmt DeleteStmt TruncateStmt',
  'CreateStmt IndexStmt AlterTableStmt DropStmt VacuumStmt TransactionStmt VariableSetStmt',
  'ListenStmt UnlistenStmt NotifyStmt PrepareStmt ExecuteStmt DeallocateStmt DeclareCursorStmt CreateTrigStmt RuleStmt',
].flatMap((line) => line.split(' '));

/** Every violation in a text of one or more statements. Throws when it is not SQL. */
export function checkStatement(sql: string, schema: Schema): readonly Violation[] {
  return parse(sql).flatMap((statement) => {
    const level = readLevels(statement.type, statement.fields);
    return [
      ...named('session-free', sessionState(statement)),
      ...named('known-kind', knownKinds.includes(statement.type) ? [] : [statement.type]),
      ...definitions(statement, schema),
      ...(level === null ? [] : queries(level, schema)),
    ];
  });
}

/** The distributed tables of which a text asks every shard. Throws when it is not SQL. */
export function askedEverywhere(sql: string, schema: Schema): readonly string[] {
  return parse(sql).flatMap(({ type, fields }) => {
    const level = readLevels(type, fields);
    return level === null ? [] : tasksEverywhere(level, schema);
  });
}

function definitions(statement: ParsedStatement, schema: Schema): readonly Violation[] {
  return Object.entries(forDefinitions).flatMap(([rule, find]) => named(rule as Rule, find(statement, schema)));
}

function queries(level: Level, schema: Schema): readonly Violation[] {
  return Object.entries(forQueries).flatMap(([rule, find]) => named(rule as Rule, find(level, schema)));
}

function named(rule: Rule, details: readonly string[]): readonly Violation[] {
  return details.map((detail) => ({ rule, detail }));
}
