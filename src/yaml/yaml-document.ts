import type { Document, LineCounter, ParsedNode } from 'yaml';
import { isAlias, isMap, isScalar, isSeq } from 'yaml';

/** Keys and indexes from the top of a document. */
export type Path = readonly (string | number)[];

/** Line and column, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A parsed YAML document whose every value can be found again in the text. */
export interface YamlDocument {
  /** Plain values: objects, lists, texts, numbers, booleans, null. */
  readonly value: unknown;
  /** Where a value stands; the nearest existing parent when the path leads nowhere. */
  placeOf(path: Path): Place;
  /** Where a key stands. */
  placeOfKey(path: Path): Place;
  /** Where a character of a text value stands; the beginning of the text when it is folded or holds escapes. */
  placeInText(path: Path, offset: number): Place;
  /** A value as the file spells it: `0.990` where the value is 0.99. Of an alias its name; of a path that leads nowhere the nearest parent. */
  spellingOf(path: Path): string;
}

/** Makes positions of a document that the `yaml` package has parsed without errors. `text` is what it parsed. */
export function yamlDocument(
  document: Document.Parsed,
  value: unknown,
  text: string,
  lines: LineCounter,
): YamlDocument {
  const placeAt = (offset: number): Place => {
    const found = lines.linePos(offset);
    return { line: Math.max(1, found.line), column: Math.max(1, found.col) };
  };
  return {
    value,
    placeOf: (path) => placeAt(find(document, path).value.range[0]),
    placeOfKey: (path) => placeAt(find(document, path).keyStart),
    placeInText: (path, offset) => placeAt(offsetInText(find(document, path).value, offset, text)),
    spellingOf: (path) => {
      const [start, end] = find(document, path).value.range;
      return text.slice(start, end);
    },
  };
}

interface Found {
  readonly value: ParsedNode;
  readonly keyStart: number;
}

function find(document: Document.Parsed, path: Path): Found {
  // Nobody asks for places in a document without contents.
  const root = document.contents as ParsedNode;
  let found: Found = { value: root, keyStart: root.range[0] };
  for (const segment of path) {
    const next = step(document, found.value, segment);
    if (next === null) return found;
    found = next;
  }
  return found;
}

function step(document: Document.Parsed, from: ParsedNode, segment: string | number): Found | null {
  const node = isAlias(from) ? (from.resolve(document) as ParsedNode) : from;
  if (isSeq<ParsedNode>(node)) {
    const item = node.items[Number(segment)];
    return item === undefined ? null : { value: item, keyStart: item.range[0] };
  }
  if (!isMap<ParsedNode, ParsedNode | null>(node)) return null;
  const pair = node.items.find(({ key }) => isScalar(key) && nameOf(key.value) === String(segment));
  if (pair !== undefined) return { value: pair.value ?? pair.key, keyStart: pair.key.range[0] };
  return segment === '<<' ? null : stepIntoMerged(document, node, segment);
}

/** The value of a merge key is a symbol that is called `<<`. */
function nameOf(key: unknown): string {
  return typeof key === 'symbol' ? String(key.description) : String(key);
}

/** A key that comes from a merge key (`<<: *base`, or a list of them) stands where the merged map has it. */
function stepIntoMerged(document: Document.Parsed, node: ParsedNode, segment: string | number): Found | null {
  const merged = step(document, node, '<<')?.value;
  if (merged === undefined) return null;
  const maps = isSeq<ParsedNode>(merged) ? merged.items : [merged];
  for (const map of maps) {
    const found = step(document, map, segment);
    if (found !== null) return found;
  }
  return null;
}

function offsetInText(node: ParsedNode, offset: number, text: string): number {
  const [start, end] = node.range;
  if (!isScalar(node)) return start;
  const raw = text.slice(start, end);
  const value = String(node.value);
  // A plain or quoted text on one line without escapes reads the same in the file.
  const inside = raw.indexOf(value);
  if (inside >= 0) return start + inside + offset;
  return node.type === 'BLOCK_LITERAL' ? offsetInBlock(start, raw, value, offset) : start;
}

function offsetInBlock(start: number, raw: string, value: string, offset: number): number {
  const before = value.slice(0, offset).split('\n');
  const lastLine = before.length - 1;
  const wanted = value.split('\n')[lastLine] as string;
  let lineStart = 0;
  for (let line = 0; line <= lastLine; line += 1) lineStart = raw.indexOf('\n', lineStart) + 1;
  const indent = raw.indexOf(wanted, lineStart) - lineStart;
  return start + lineStart + indent + (before[lastLine] as string).length;
}
