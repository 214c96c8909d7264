import { createHmac } from 'node:crypto';

/**
 * The value of `X-Hub-Signature-256` for a body: `sha256=` and 64 hex digits.
 * https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 */
export function sign(body: string | Uint8Array, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
