/** One import of a file, as written. */
export interface Import {
  readonly line: number;
  readonly specifier: string;
}

const patterns = [
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm,
  /^\s*import\s*['"]([^'"]+)['"]/gm,
  /\bimport\s*\(\s*['"]([^'"]+)['"]\s*\)/g,
];

/** Every static, dynamic and type import of a TypeScript file. */
export function importsOf(text: string): readonly Import[] {
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({
      line: text.slice(0, match.index + match[0].length).split('\n').length,
      specifier: match[1]!,
    })),
  );
}
