import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { packageFolder } from '../../../../src/app/package-folder.ts';

interface Found {
  readonly line: number;
  readonly value: unknown;
}

const files = new Map<string, readonly Found[]>();

/** The maps and texts that begin on a line of a YAML file, in order. Empty when the file is not there. */
export function valuesAtLine({ file, line }: { readonly file: string; readonly line: number }): readonly unknown[] {
  const known = files.get(file) ?? readValues(file);
  files.set(file, known);
  return known.filter((found) => found.line === line).map(({ value }) => value);
}

function readValues(file: string): readonly Found[] {
  const path = file.startsWith('rules/') ? join(packageFolder, file) : file;
  if (!existsSync(path)) return [];
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines });
  const values: Found[] = [];
  visit(document, (_key, node) => {
    if ((isMap(node) || isScalar(node)) && node.range)
      values.push({ line: lines.linePos(node.range[0]).line, value: node.toJS(document) });
  });
  return values;
}
