import { z } from '@hono/zod-openapi';
import type { Verification } from '../verify/verification.ts';
import { defineRoute } from '../web/route/define-route.ts';
import { type BoundRoute, bindRoutes } from '../web/route/route.ts';
import { streamJson } from '../web/route/stream-json.ts';

const getVerification = defineRoute({
  path: '/api/verify',
  operationId: 'verify',
  summary: 'Recomputes every derived row from the log, and lists each difference; only on loopback',
  access: 'local',
  answer: {
    type: 'json-stream',
    schema: z.looseObject({ checked: z.unknown(), differences: z.array(z.unknown()) }).openapi('Verification'),
  },
  handle: async (verify: () => Promise<Verification>) => streamJson(200, await verify()),
});

/**
 * `GET /api/verify`, for `cislo verify --url` beside a server that holds the embedded database. A run reads the whole log, so requests that
 * come at the same time share one.
 */
export function verificationRoute(verify: () => Promise<Verification>): readonly BoundRoute[] {
  let running: Promise<Verification> | null = null;
  const shared = (): Promise<Verification> => {
    running ??= verify().finally(() => {
      running = null;
    });
    return running;
  };
  return bindRoutes([getVerification], shared);
}
