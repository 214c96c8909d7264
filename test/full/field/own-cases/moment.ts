const firstDay = Date.UTC(2026, 10, 10);

/** Milliseconds, UTC: `10:00:04` is on the first day of every case, `1d 10:00:04` a day later. */
export function moment(text: string): number {
  const parts = /^(?:(\d+)d )?(\d\d):(\d\d):(\d\d)$/.exec(text);
  if (parts === null) throw new Error(`a moment is written as 10:00:04 or 1d 10:00:04, not ${text}`);
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return firstDay + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

/** The moment as GitHub writes it. */
export function iso(text: string): string {
  return new Date(moment(text)).toISOString().replace('.000Z', 'Z');
}
