import { showPercent, showRate } from '../../model/show-number.ts';
import { keepUnits } from './keep-units.ts';

/** What stands where there is no number. */
export const noData = 'no data';

/** A ratio as per cent with at most `places` digits after the point. What is not 1 is never shown as 100 %. null is no data. */
export function percent(ratio: number | null, places = 2): string {
  return ratio === null ? noData : keepUnits(showPercent(ratio, places));
}

/** What is left of a budget as signed per cent with one digit; the slightest overspending is never shown as none. null is no data. */
export function budget(ratio: number | null): string {
  return ratio === null ? noData : keepUnits(showPercent(ratio, 1));
}

/** A burn rate: how many times faster than allowed the budget is spent. */
export function times(rate: number | null | undefined): string {
  return rate === null || rate === undefined ? '–' : `${showRate(rate)}×`;
}

/** A duration in its two largest units: 3 d 4 h, 12 min, 8 s. */
export function duration(ms: number): string {
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['min', 60_000],
    ['s', 1000],
  ] as const;
  const first = units.findIndex(([, size]) => ms >= size);
  if (first === -1) return keepUnits('0 s');
  const [name, size] = units[first] ?? ['s', 1000];
  const [nextName, nextSize] = units[first + 1] ?? ['', 0];
  const rest = nextSize === 0 ? 0 : Math.floor((ms % size) / nextSize);
  return keepUnits(`${Math.floor(ms / size)} ${name}${rest > 0 ? ` ${rest} ${nextName}` : ''}`);
}

/** A count with groups of thousands. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** A count with the word for what is counted: `1 job run`, `1,200 job runs`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** A time in UTC to the second. */
export function utcSeconds(atMs: number): string {
  return keepUnits(`${new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`);
}

/** A time in UTC to the minute. */
export function utc(atMs: number): string {
  return keepUnits(`${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`);
}
