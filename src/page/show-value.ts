/** What stands where there is no number. */
export const noData = 'no data';

/** A ratio in [0, 1] as per cent: at most `digits` after the point, cut and not rounded, so that 99.996 % does not look like a kept promise. */
export function percent(ratio: number | null, digits = 2): string {
  if (ratio === null) return noData;
  const scale = 10 ** digits;
  return `${Math.floor(Number((ratio * 100 * scale).toFixed(6))) / scale} %`;
}

/** What is left of a budget as signed per cent, rounded to one digit; the slightest overspending is never shown as none. */
export function budget(ratio: number | null): string {
  if (ratio === null) return noData;
  const shown = Number((Math.abs(ratio) * 100).toFixed(1));
  return ratio < 0 ? `−${Math.max(0.1, shown)} %` : `${shown} %`;
}

/** A burn rate: how many times faster than allowed the budget is spent. */
export function times(rate: number | null | undefined): string {
  if (rate === null || rate === undefined) return '–';
  return `${rate >= 100 ? Math.round(rate) : Number(rate.toFixed(rate >= 10 ? 1 : 2))}×`;
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
  if (first === -1) return '0 s';
  const [name, size] = units[first] ?? ['s', 1000];
  const [nextName, nextSize] = units[first + 1] ?? ['', 0];
  const rest = nextSize === 0 ? 0 : Math.floor((ms % size) / nextSize);
  return rest > 0 ? `${Math.floor(ms / size)} ${name} ${rest} ${nextName}` : `${Math.floor(ms / size)} ${name}`;
}

/** A count with groups of thousands. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** A time in UTC to the minute. */
export function utc(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
