import { createHash, createHmac, randomBytes } from 'node:crypto';

/** A secret nobody can guess: 256 random bits that may stand in a cookie or an address. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of a secret: it finds the secret's row, and gives the secret to nobody. Enough for 256 random bits. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** A text that only who knows the secret could have made of another text. */
export function signText(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}
