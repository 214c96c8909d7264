import type { IncomingMessage } from 'node:http';
import type { DoorAnswer } from '../ingest/send-answer.ts';
import type { AccessSettings } from '../web/access/access-settings.ts';
import { admit } from '../web/access/admit.ts';

/** The answer to somebody who may not send events; null for who may. */
export function refuseSender(
  { headers }: Pick<IncomingMessage, 'headers'>,
  settings: AccessSettings,
): DoorAnswer | null {
  const admission = admit('events', { host: headers.host, authorization: headers.authorization }, settings);
  if ('viewer' in admission) return null;
  const { status, error, hint } = admission.refusal;
  const challenge = status === 401 ? { headers: { 'www-authenticate': 'Bearer realm="events"' } } : {};
  return { status, body: { error, hint }, ...challenge };
}
