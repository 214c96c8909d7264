import { type DistributedTable, type TableName, tables } from '../tables.ts';

const names = Object.keys(tables) as readonly TableName[];

/**
 * The tables that Citus may spread over its workers, all by repository_id and colocated, so that what belongs to one
 * repository lies on one worker.
 */
export const distributedTables: readonly DistributedTable[] = names.filter(isDistributedTable);

/** Queues, leases and small facts of the installation: never distributed, so locks and order in them cost one node. */
export const localTables: readonly TableName[] = names.filter((name) => !isDistributedTable(name));

/** Those of the local tables that Citus has to know: what is written to them together with distributed ones must not come apart. */
export const queueTables: readonly TableName[] = names.filter((name) => tables[name].placement === 'queue');

function isDistributedTable(name: TableName): name is DistributedTable {
  return tables[name].placement === 'distributed';
}
