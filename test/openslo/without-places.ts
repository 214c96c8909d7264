const places = ['place', 'servicePlace', 'methodPlace', 'conditionPlace', 'detailsPlace', 'origin'];

/** A copy of what was read without the places in its file, to compare two files that say the same. */
export function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !places.includes(key));
  return Object.fromEntries(kept.map(([key, part]) => [key, key === 'spec' ? part : withoutPlaces(part)]));
}
