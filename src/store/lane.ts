/** How many lanes derived rows are divided into. Part of the schema: rows carry their lane. */
export const laneCount = 16;

/**
 * The lane of a repository, 0 to 15. Everything derived of one repository is made in one lane, by whoever holds that
 * lane's lock, so replicas share the work and no row has two writers.
 */
export function laneOf(host: string, repositoryId: number): number {
  let hash = 2166136261;
  const text = `${repositoryId}@${host}`;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 16777619);
  return (hash >>> 8) % laneCount;
}
