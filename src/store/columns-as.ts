/** Columns with the names that they get, `{ full_name: 'fullName' }`, for a builder's `select`. */
export function columnsAs<Names extends Readonly<Record<string, string>>>(
  names: Names,
): readonly { [Column in keyof Names & string]: `${Column} as ${Names[Column]}` }[keyof Names & string][] {
  return (Object.keys(names) as (keyof Names & string)[]).map((name) => `${name} as ${names[name]}` as const);
}
