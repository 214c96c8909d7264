import { arrayLiteral } from './unnest.ts';

/** Which repositories a pass is about, by repository_id. */
export interface RepositoryChoice {
  /** null: all. */
  readonly only: readonly number[] | null;
  /** Left out. */
  readonly except: readonly number[];
  /** Only these; for what a viewer may see. Ids of two hosts may be the same. */
  readonly scope?: readonly HostScope[];
}

/** Repositories of one host. */
export interface HostScope {
  readonly host: string;
  readonly ids: readonly number[];
}

/** All repositories. */
export const everyRepository: RepositoryChoice = { only: null, except: [] };

/**
 * The choice as conditions on `alias.repository_id`, each with `and` before it; '' for all repositories, so that the usual statement has
 * nothing to check. `firstParam`: the number of the first parameter that is free.
 */
export function choiceConditions(
  { only, except, scope }: RepositoryChoice,
  alias: string,
  firstParam: number,
): { readonly conditions: string; readonly params: readonly string[] } {
  const params: string[] = [];
  const bind = (ids: readonly number[]): string => `$${firstParam - 1 + params.push(arrayLiteral(ids))}::int8[]`;
  const ofHost = ({ host, ids }: HostScope): string =>
    `(${alias}.repository_id = any(${bind(ids)}) and ${alias}.host = $${firstParam - 1 + params.push(host)}::text)`;
  const conditions = [
    ...(only === null ? [] : [`and ${alias}.repository_id = any(${bind(only)})`]),
    ...(except.length === 0 ? [] : [`and ${alias}.repository_id <> all(${bind(except)})`]),
    ...(scope === undefined ? [] : [`and ${alias}.repository_id = any(${bind(scope.flatMap(({ ids }) => ids))})`]),
    ...(scope === undefined ? [] : [`and (${scope.map(ofHost).join(' or ') || 'false'})`]),
  ];
  return { conditions: conditions.join(' '), params };
}
