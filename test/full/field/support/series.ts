/** Values of `/metrics` by series, the labels of a series in one order. */
export type Series = ReadonlyMap<string, number>;

/** Reads Prometheus text. */
export function readSeries(text: string): Series {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const end = line.includes('}') ? line.lastIndexOf('}') + 1 : line.indexOf(' ');
      return [sortLabels(line.slice(0, end)), Number(line.slice(end).trim().split(' ')[0])];
    }),
  );
}

/** A series with its labels in alphabetical order: `a{c="1",b="2"}` is `a{b="2",c="1"}`. */
export function sortLabels(series: string): string {
  const [name = '', labels = ''] = series.split(/[{}]/);
  const pairs = labels.match(/[a-zA-Z_]\w*="(?:[^"\\]|\\.)*"/g) ?? [];
  return pairs.length === 0 ? name : `${name}{${[...pairs].sort().join(',')}}`;
}
