import { z } from '@hono/zod-openapi';
import { systemViewer } from '../model/viewer.ts';
import type { ReadDoor } from '../store/read/read-door.ts';
import { anyQuery, defineRoute } from '../web/route/define-route.ts';
import { jsonResponse } from '../web/route/json-response.ts';
import type { Route } from '../web/route/route.ts';

/** What the two routes read from. */
export interface HealthParts {
  /** Resolves when the database answers. */
  readonly ping: () => Promise<void>;
  readonly read: Pick<ReadDoor, 'readLagMs'>;
  /** Sentences about this process that an operator should know. They do not make it unready. */
  readonly notes: () => Promise<readonly string[]>;
  /** Milliseconds. */
  readonly clock: () => number;
  readonly isStopping: () => boolean;
  /** How long the database may take to answer, ms. Default 3 s. */
  readonly patienceMs?: number;
}

/** When a delivery has waited longer than this to be settled, something is stuck. */
const maxLagMs = 5 * 60_000;

const alive = defineRoute({
  path: '/healthz',
  operationId: 'getHealth',
  summary: 'The process lives',
  access: 'open',
  query: anyQuery,
  answer: { type: 'json', schema: z.object({ status: z.literal('ok') }), fresh: null },
  handle: async () => ({ status: 'ok' as const }),
});

const ready = defineRoute({
  path: '/readyz',
  operationId: 'getReadiness',
  summary: 'The process can do its work, or 503 with every reason why not',
  access: 'open',
  query: anyQuery,
  answer: {
    type: 'json',
    schema: z.object({ status: z.literal('ready'), notes: z.array(z.string()).optional() }),
    fresh: null,
  },
  handle: async (parts: HealthParts) => {
    const reasons = await findReasons(parts);
    if (reasons.length > 0) return jsonResponse(503, { status: 'not ready', reasons }, { 'retry-after': '5' });
    const notes = await parts.notes();
    return notes.length === 0 ? { status: 'ready' as const } : { status: 'ready' as const, notes: [...notes] };
  },
});

async function findReasons({
  ping,
  read,
  clock,
  isStopping,
  patienceMs = 3_000,
}: HealthParts): Promise<readonly string[]> {
  const reasons: string[] = [];
  if (isStopping()) reasons.push('the server is stopping');
  try {
    const lagMs = await within(
      patienceMs,
      ping().then(() => read.readLagMs(systemViewer, clock())),
    );
    if (lagMs > maxLagMs) reasons.push(`deliveries wait for their settling since ${Math.round(lagMs / 1000)} s`);
  } catch (error) {
    reasons.push(error instanceof Error ? error.message : String(error));
  }
  return reasons;
}

async function within<T>(patienceMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the database did not answer within ${patienceMs} ms`)), patienceMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // The question to the database may fail after its time is up. Nobody reads that answer any more, so its failure is
    // ignored.
    work.catch(() => {});
  }
}

/** `GET /healthz` and `GET /readyz`, for whoever restarts the process or sends it traffic. */
export const healthRoutes: readonly Route<HealthParts>[] = [alive, ready];
