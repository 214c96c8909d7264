/** The columns of a descriptor as references to the alias `t`, for a builder's `select`. */
export function columnsOf<Columns extends object>(columns: Columns): readonly `t.${keyof Columns & string}`[] {
  return (Object.keys(columns) as (keyof Columns & string)[]).map((name) => `t.${name}` as const);
}
