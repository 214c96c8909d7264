/** `UTC`, `GMT` or a name of the IANA database. Abbreviations (EST) and offsets (+02:00) are refused: they do not say when clocks change. */
export function isTimeZone(name: string): boolean {
  if (name !== 'UTC' && name !== 'GMT' && !/^[A-Z][A-Za-z_]*(\/[A-Z][A-Za-z0-9_+-]*)+$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
