import { z } from '@hono/zod-openapi';
import { type AuditEntry, auditActions } from '../../store/access/audit-log.ts';
import type { Page } from '../../store/read/view.ts';
import { defineRoute } from '../route/define-route.ts';
import { type BoundRoute, bindRoutes } from '../route/route.ts';
import { isoTime } from './iso-time.ts';
import { cursorParameter, limitParameter } from './parameters.ts';
import { pageOf, text } from './schema-pieces.ts';

/** Reads the audit log. */
export type ReadAudit = (page: {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}) => Promise<Page<AuditEntry>>;

const entry = z
  .object({
    at: text,
    actor: text.openapi({ description: 'A login, a token, or `this machine`.' }),
    action: z.enum(auditActions),
    subject: text.openapi({ description: 'The SLO or the token; of a sign-in the login.' }),
  })
  .openapi('AuditEntry');

const listAudit = defineRoute({
  path: '/api/audit',
  operationId: 'listAudit',
  summary: 'Who signed in, made a token or changed an SLO, newest first',
  access: 'admin',
  query: z.strictObject({ limit: limitParameter, cursor: cursorParameter }),
  answer: { type: 'json', schema: pageOf(entry), fresh: null },
  handle: async (readAudit: ReadAudit, { query }) => {
    const { items, next } = await readAudit(query);
    return {
      items: items.map(({ at, actor, action, subject }) => ({ at: isoTime(at) as string, actor, action, subject })),
      next,
    };
  },
});

/** The audit log. */
export function auditRoutes(readAudit: ReadAudit): readonly BoundRoute[] {
  return bindRoutes([listAudit], readAudit);
}
