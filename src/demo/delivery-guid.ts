import type { Random } from './random.ts';

/** Milliseconds from the UUID epoch (1582-10-15) to the Unix epoch (RFC 9562, section 5.1). */
const uuidEpochOffsetMs = 12_219_292_800_000n;

/**
 * A delivery's GUID in the form GitHub uses: a version-1 UUID that holds the time at which the delivery was made.
 * `atMs` in ms, UTC; the rest is drawn from `random`.
 */
export function deliveryGuid(atMs: number, random: Random): string {
  const ticks = (BigInt(Math.floor(atMs)) + uuidEpochOffsetMs) * 10_000n + BigInt(random.between(0, 9_999));
  const digits = ticks.toString(16).padStart(15, '0');
  const clock = (0x8000 | random.between(0, 0x3fff)).toString(16);
  return `${digits.slice(7)}-${digits.slice(3, 7)}-1${digits.slice(0, 3)}-${clock}-${random.hex(12)}`;
}
