import { setTimeout as sleep } from 'node:timers/promises';
import type { Viewer } from '../../../model/viewer.ts';
import type { ReadDoor } from '../../../store/read/read-door.ts';
import { jsonResponse } from '../../route/json-response.ts';

/** How many streams are open. Each looks at the database now and then, so there is a most. */
export interface Streams {
  open: number;
}

type Reads = Pick<ReadDoor, 'readOpenJobs' | 'readOverdueJobs' | 'readRevisionsWithoutStatus'>;

const mostStreams = 200;
const lookEveryMs = 2_000;
/** A proxy closes a connection on which nothing is said; a comment is said at least so often. */
const quietMs = 15_000;
const overdueMs = 12 * 3_600_000;
const firstStatusMs = 15_000;

/** Tells of every change of what is open, until the client goes away. 503 when too many listen. */
export function changeStream(
  read: Reads,
  viewer: Viewer,
  clock: () => number,
  streams: Streams,
  signal: AbortSignal,
): Response {
  if (streams.open >= mostStreams)
    return jsonResponse(
      503,
      { error: 'too many pages listen', hint: 'reload for the newest' },
      { 'retry-after': '60' },
    );
  const stopped = new AbortController();
  const texts = changes(read, viewer, clock, streams, AbortSignal.any([signal, stopped.signal]));
  const encoder = new TextEncoder();
  // Nothing is asked before somebody reads: a HEAD request has no reader.
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await texts.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      cancel: () => stopped.abort(),
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    },
  });
}

async function* changes(
  read: Reads,
  viewer: Viewer,
  clock: () => number,
  streams: Streams,
  stop: AbortSignal,
): AsyncGenerator<string, void> {
  if (stop.aborted) return;
  streams.open += 1;
  const leave = (): void => {
    streams.open -= 1;
  };
  stop.addEventListener('abort', leave, { once: true });
  let before = '';
  let toldAt = clock();
  yield 'retry: 5000\n\n';
  while (!stop.aborted) {
    const now = clock();
    const found = await Promise.all([
      read.readOpenJobs(viewer),
      read.readOverdueJobs(viewer, now - overdueMs),
      read.readRevisionsWithoutStatus(viewer, now - firstStatusMs),
    ]).catch(() => null);
    // A database that is away changes nothing; the page says by itself how old it is.
    const text = found === null ? before : JSON.stringify(found);
    const isChanged = text !== before && before !== '';
    before = text;
    if (isChanged || now - toldAt >= quietMs) {
      toldAt = now;
      yield isChanged ? 'event: changed\ndata: open\n\n' : ': here\n\n';
    }
    await sleep(lookEveryMs, undefined, { signal: stop }).catch(() => undefined);
  }
}
