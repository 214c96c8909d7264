/** The samples of a scrape, found by name and labels. */
export interface Samples {
  /** The value of the one sample that has these labels; 0 when there is none, as a sum over nothing. */
  get(name: string, labels: Readonly<Record<string, string>>): number;
}

/** Reads the Prometheus text format as far as these tests need it. */
export function readSamples(text: string): Samples {
  const values = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [, name, labels = '', value] = /^([a-z_]+)(?:\{(.*)\})? (\S+)/i.exec(line) ?? [];
    if (name !== undefined) values.set(keyOf(name, parseLabels(labels)), Number(value));
  }
  return { get: (name, labels) => values.get(keyOf(name, labels)) ?? 0 };
}

function parseLabels(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...text.matchAll(/([a-z_]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
}

function keyOf(name: string, labels: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1));
  // Prometheus may write le="15" as le="15.0": numbers are compared by value.
  return JSON.stringify([name, ...sorted.map(([label, value]) => [label, label === 'le' ? Number(value) : value])]);
}
