import type { BackfillResult } from '../backfill/run-backfill.ts';

/** The result of a back-fill for a person, or as one line of JSON. */
export function describeBackfill(
  { backfill, setback, requests }: BackfillResult,
  seconds: number,
  json: boolean,
): string {
  const { fullName, host, since, stage, facts, newFacts, missing } = backfill;
  if (json) {
    return `${JSON.stringify({
      repository: fullName,
      host,
      since: new Date(since).toISOString(),
      finished: setback === null,
      stage,
      facts,
      new_facts: newFacts,
      missing,
      requests,
      seconds,
      reason: setback?.message ?? null,
    })}\n`;
  }
  const counts = `${facts} facts read, ${newFacts} of them new, ${missing} things that GitHub does not have any more`;
  const cost = `${requests} requests in ${Math.round(seconds)} s`;
  if (setback === null) return `Read the history of ${fullName}: ${counts} (${cost}).\n`;
  return `Interrupted: ${setback.message}.\nSo far ${counts} (${cost}). The same command goes on from here.\n`;
}
