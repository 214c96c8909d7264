import { type Fields, listOf, nameOf, type ParsedStatement, unwrap, walk } from './parse-tree.ts';

const kinds: Readonly<Record<string, string>> = {
  ListenStmt: 'listen',
  UnlistenStmt: 'unlisten',
  NotifyStmt: 'notify',
  PrepareStmt: 'a named prepared statement',
  ExecuteStmt: 'a named prepared statement',
  DeallocateStmt: 'a named prepared statement',
  DiscardStmt: 'discard',
  LoadStmt: 'load',
};
const functions = /^(pg_(try_)?advisory_lock(_shared)?|pg_advisory_unlock(_shared|_all)?|pg_notify)$/;
/** Of DECLARE CURSOR. */
const withHold = 32;

/** What outlives its transaction in a session, and so breaks or leaks behind a pooler that gives out connections by transaction. */
export function sessionState({ type, fields }: ParsedStatement): readonly string[] {
  const found: string[] = [];
  const kind = kinds[type];
  if (kind !== undefined) found.push(kind);
  if (type === 'VariableSetStmt' && fields['is_local'] !== true && !isOfTransaction(fields))
    found.push(`set ${fields['name'] ?? 'all'} without local`);
  if (type === 'CreateStmt' && (fields['relation'] as Fields)['relpersistence'] === 't')
    found.push('a temporary table');
  if (type === 'DeclareCursorStmt' && ((fields['options'] as number | undefined) ?? 0) & withHold)
    found.push('a cursor with hold');
  walk(fields, (name, own) => {
    if (name === 'FuncCall') found.push(...sessionFunction(own));
    return undefined;
  });
  return found;
}

function isOfTransaction(fields: Fields): boolean {
  return fields['kind'] === 'VAR_SET_MULTI' && fields['name'] === 'TRANSACTION';
}

function sessionFunction(call: Fields): readonly string[] {
  const name = nameOf(call['funcname']).at(-1) ?? '';
  if (functions.test(name)) return [name];
  return name === 'set_config' && !isTrue(listOf(call['args'])[2]) ? ['set_config that is not local'] : [];
}

function isTrue(node: unknown): boolean {
  return (unwrap(node).fields['boolval'] as Fields | undefined)?.['boolval'] === true;
}
