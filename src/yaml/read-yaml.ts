import type { Document, YAMLParseError, YAMLWarning } from 'yaml';
import { Lexer, LineCounter, Parser, parseAllDocuments, visit } from 'yaml';
import type { Problem } from '../model/problem.ts';
import type { YamlDocument } from './yaml-document.ts';
import { yamlDocument } from './yaml-document.ts';

/** Largest file, in characters: far above any real one. */
const maxLength = 1_000_000;
/** Deepest nesting, in tokens that are open at one place: two for each list or map. */
const maxOpenTokens = 200;

type YamlError = YAMLParseError | YAMLWarning;

/**
 * Reads every document of a YAML (or JSON) file with positions; merge keys (`<<`) are followed. Broken syntax, duplicate keys, tabs as
 * indentation, unknown tags, circular aliases, and aliases that multiply into something huge are problems; a file with any of them gives
 * no documents.
 */
export function readYaml(
  file: string,
  text: string,
): { readonly documents: readonly YamlDocument[]; readonly problems: readonly Problem[] } {
  if (text.length > maxLength) return failed(file, `is ${text.length} characters long; at most ${maxLength} are read`);
  const source = text.replace(/^\uFEFF/, '');
  if (isNestedTooDeeply(source)) return failed(file, 'is nested too deeply; write it flatter');
  const lines = new LineCounter();
  try {
    const parsed = [
      ...parseAllDocuments(source, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, merge: true }),
    ];
    const problems = telling(parsed.flatMap((document) => [...document.errors, ...document.warnings])).map(
      (error): Problem => {
        const { line, col } = lines.linePos(error.pos[0]);
        const message = sentence(error, String(source.split('\n')[line - 1]));
        return { file, line: Math.max(1, line), column: Math.max(1, col), path: '', rule: 'yaml', message };
      },
    );
    for (const offset of parsed.flatMap(circularAliases)) {
      const { line, col } = lines.linePos(offset);
      const message = 'this alias stands inside what it stands for, so it would never end; write the value out';
      problems.push({ file, line, column: col, path: '', rule: 'circular', message });
    }
    if (problems.length > 0) return { documents: [], problems };
    const documents = parsed.map((document) =>
      yamlDocument(document, document.toJS({ maxAliasCount: 100 }), source, lines),
    );
    return { documents: documents.filter(({ value }) => value !== null), problems: [] };
  } catch (error) {
    // Here the parser refuses aliases that multiply into something huge.
    return failed(file, `cannot be read as YAML: ${(error as Error).message}`);
  }
}

/** Offsets of aliases inside the very value they name: an alias names only what began before it, so no other circle exists. */
function circularAliases(document: Document.Parsed): readonly number[] {
  const offsets: number[] = [];
  visit(document, {
    Alias: (_key, alias, parents) => {
      const target = alias.resolve(document);
      if (parents.some((parent) => parent === target)) offsets.push((alias.range as readonly number[])[0] as number);
    },
  });
  return offsets;
}

/** After the first mistake in the syntax the parser only guesses, so only its first problem is reported. */
function telling(errors: readonly YamlError[]): readonly YamlError[] {
  const lasting = ['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED'];
  const first = errors.find(({ code }) => !lasting.includes(code));
  return errors.filter((error) => error === first || lasting.includes(error.code));
}

function sentence({ code, message }: YamlError, line: string): string {
  if (code === 'DUPLICATE_KEY') return 'this key stands twice in the same place; keep one';
  if (/^ *\t/.test(line)) return 'a tab is used for indentation; YAML takes spaces only';
  return `not valid YAML: ${message}`;
}

/**
 * Reading a document descends once for each level, and where the stack ends V8 may end the whole process instead of
 * throwing. The parser of tokens keeps a list of what is open, so it tells the depth without descending.
 */
function isNestedTooDeeply(source: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(source)) {
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > maxOpenTokens) return true;
  }
  return false;
}

function failed(
  file: string,
  message: string,
): { readonly documents: readonly YamlDocument[]; readonly problems: readonly Problem[] } {
  return { documents: [], problems: [{ file, line: 1, column: 1, path: '', rule: 'yaml', message }] };
}
