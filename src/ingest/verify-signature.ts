import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

const signaturePattern = /^sha256=([0-9a-f]{64})$/i;

/** The 32 bytes of an `X-Hub-Signature-256` header, or null when it is missing or has another form. */
export function readSignature(header: string | undefined): Buffer | null {
  const match = header === undefined ? null : signaturePattern.exec(header);
  return match?.[1] === undefined ? null : Buffer.from(match[1], 'hex');
}

/**
 * Whether one of the secrets signed exactly these bytes (HMAC-SHA-256). Every secret is tried and compared
 * in constant time, so that the time taken tells neither which secret fits nor how much of the signature does.
 * https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 */
export function verifySignature(body: Uint8Array, signature: Buffer, secrets: readonly KeyObject[]): boolean {
  let valid = false;
  for (const secret of secrets) {
    const expected = createHmac('sha256', secret).update(body).digest();
    // Not `valid ||= …`: that would skip the comparison once one fits.
    if (timingSafeEqual(expected, signature)) valid = true;
  }
  return valid;
}
