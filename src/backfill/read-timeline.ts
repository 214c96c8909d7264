import { asFields, type Fields } from '../normalize/fields.ts';
import { parseTimestamp } from '../time/parse-timestamp.ts';
import type { BackfillTask } from './backfill-task.ts';
import type { TimelineEntry } from './pull-request-history.ts';
import { readObjects } from './read-shape.ts';

const types: ReadonlyMap<unknown, TimelineEntry['type']> = new Map([
  ['committed', 'commit'],
  ['head_ref_force_pushed', 'force_push'],
  ['reopened', 'reopened'],
  ['ready_for_review', 'ready_for_review'],
  ['closed', 'closed'],
]);

/**
 * What a pull request's timeline tells of its head and life, in its own order.
 * https://docs.github.com/en/rest/issues/timeline#list-timeline-events-for-an-issue
 */
export async function readTimeline({ reader, path }: BackfillTask, number: number): Promise<readonly TimelineEntry[]> {
  const events = await reader.list(`${path}/issues/${number}/timeline`, {}, readObjects, { whenRefused: 'leave_out' });
  return (events ?? []).flatMap(readEntry);
}

function readEntry(event: Fields): readonly TimelineEntry[] {
  const type = types.get(event['event']);
  if (type === undefined) return [];
  const at = parseTimestamp(type === 'commit' ? asFields(event['committer'])['date'] : event['created_at']);
  if (at === null) return [];
  const sha = type === 'commit' ? event['sha'] : type === 'force_push' ? event['commit_id'] : null;
  return [{ type, at, sha: typeof sha === 'string' ? sha : null }];
}
