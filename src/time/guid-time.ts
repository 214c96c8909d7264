import { parseTimestamp } from './parse-timestamp.ts';

const versionOne = /^([0-9a-f]{8})-([0-9a-f]{4})-1([0-9a-f]{3})-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
/** From the start of the Gregorian calendar, where UUID time begins, to 1970. */
const gregorianToUnixMs = 12_219_292_800_000;

/**
 * When a version-1 UUID was made, by its maker's clock: milliseconds since the epoch, UTC. GitHub's delivery GUIDs are usually such.
 * null for other versions, for text that is no UUID, and for times outside [2007, 2100).
 * https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-1
 */
export function guidTime(guid: string): number | null {
  const parts = versionOne.exec(guid);
  if (parts === null) return null;
  const [, low, middle, high] = parts;
  // 60 bits of 100 ns do not fit a double; 2^32 ticks are 429,496 ms and 7,296 ticks, so this stays exact.
  const upper = Number.parseInt(`${high}${middle}`, 16);
  const ms = upper * 429_496 + Math.floor((upper * 7296 + Number.parseInt(`${low}`, 16)) / 10_000);
  return parseTimestamp(ms - gregorianToUnixMs);
}
