import { readObjects } from '../normalize/rest/read-objects.ts';
import { readTimelineEntry, type TimelineEntry } from '../normalize/rest/timeline-entry.ts';
import type { BackfillTask } from './backfill-task.ts';

/**
 * What a pull request's timeline tells of its head and life, in its own order; null when GitHub does not show it.
 * https://docs.github.com/en/rest/issues/timeline#list-timeline-events-for-an-issue
 */
export async function fetchTimeline(
  { reader, path }: BackfillTask,
  number: number,
): Promise<readonly TimelineEntry[] | null> {
  const events = await reader.list(`${path}/issues/${number}/timeline`, {}, readObjects, { whenRefused: 'leave_out' });
  return events?.flatMap(readTimelineEntry) ?? null;
}
