import type { Bounds } from '../../time/window-bounds.ts';
import type { Minute } from '../minute.ts';

/** The minutes with their bad events excluded where they begin in an exclusion; good events stay good. Exclusions lie on whole minutes. */
export function excludeBad(minutes: readonly Minute[], exclusions: readonly Bounds[]): readonly Minute[] {
  return minutes.map((minute) => {
    if (minute.bad === 0 || !exclusions.some(({ from, to }) => minute.at >= from && minute.at < to)) return minute;
    return { ...minute, bad: 0, excluded: minute.excluded + minute.bad };
  });
}
