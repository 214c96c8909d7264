import { LineCounter, parseAllDocuments, type YAMLParseError, type YAMLWarning } from 'yaml';
import type { Problem } from '../model/error.ts';
import type { YamlDocument } from './yaml-document.ts';
import { yamlDocument } from './yaml-document.ts';

/** Largest file, in characters: far above any real one. */
const maxLength = 1_000_000;

type YamlError = YAMLParseError | YAMLWarning;

/**
 * Reads every document of a YAML (or JSON) file with positions. Broken syntax, duplicate keys, tabs as indentation,
 * unknown tags, and aliases that multiply into something huge are problems; a file with any of them gives no documents.
 */
export function readYaml(
  file: string,
  text: string,
): { readonly documents: readonly YamlDocument[]; readonly problems: readonly Problem[] } {
  if (text.length > maxLength) return failed(file, `is ${text.length} characters long; at most ${maxLength} are read`);
  const source = text.replace(/^\uFEFF/, '');
  const lines = new LineCounter();
  try {
    const parsed = [...parseAllDocuments(source, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })];
    const problems = telling(parsed.flatMap((document) => [...document.errors, ...document.warnings])).map(
      (error): Problem => {
        const { line, col } = lines.linePos(error.pos[0]);
        const message = sentence(error, String(source.split('\n')[line - 1]));
        return { file, line: Math.max(1, line), column: Math.max(1, col), path: '', rule: 'yaml', message };
      },
    );
    if (problems.length > 0) return { documents: [], problems };
    const documents = parsed.map((document) =>
      yamlDocument(document, document.toJS({ maxAliasCount: 100 }), source, lines),
    );
    return { documents: documents.filter(({ value }) => value !== null), problems: [] };
  } catch (error) {
    // Aliases of aliases of aliases end here.
    return failed(file, `cannot be read as YAML: ${(error as Error).message}`);
  }
}

/** After the first mistake in the syntax the parser only guesses, so what else it reports about syntax is noise. */
function telling(errors: readonly YamlError[]): readonly YamlError[] {
  const lasting = ['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED'];
  const first = errors.find(({ code }) => !lasting.includes(code));
  return errors.filter((error) => error === first || lasting.includes(error.code));
}

function sentence({ code, message }: YamlError, line: string): string {
  if (code === 'DUPLICATE_KEY') return 'this key stands twice in the same place; keep one';
  if (/^ *\t/.test(line)) return 'a tab is used for indentation; YAML takes spaces only';
  if (message.startsWith('Maximum call stack')) return 'is nested too deeply; write it flatter';
  return `not valid YAML: ${message}`;
}

function failed(
  file: string,
  message: string,
): { readonly documents: readonly YamlDocument[]; readonly problems: readonly Problem[] } {
  return { documents: [], problems: [{ file, line: 1, column: 1, path: '', rule: 'yaml', message }] };
}
