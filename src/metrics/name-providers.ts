/**
 * A function that gives a row the provider `other` where its own is not among the named ones, so that the number of series does not grow
 * with every account that sends statuses. `any` stands for all providers together and keeps its name. The caller adds up rows that get the
 * same provider.
 */
export function nameProviders(named: readonly string[]): <Row extends { readonly provider: string }>(row: Row) => Row {
  const kept = new Set(['', 'any', ...named]);
  return (row) => (kept.has(row.provider) ? row : { ...row, provider: 'other' });
}
