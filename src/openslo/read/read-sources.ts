import type { Problem } from '../../model/problem.ts';
import { readYaml } from '../../yaml/read-yaml.ts';
import type { Source } from '../../yaml/source.ts';
import type { TextFile } from '../../yaml/text-file.ts';

/** The objects of a file: of each of its documents, or of each item where a document is a list. A file without any is a problem. */
export function readSources({ file, text }: TextFile): {
  readonly sources: readonly Source[];
  readonly problems: readonly Problem[];
} {
  const { documents, problems } = readYaml(file, text);
  if (documents.length === 0 && problems.length === 0) {
    const message = 'holds no document; write an OpenSLO object (apiVersion: openslo/v1)';
    return { sources: [], problems: [{ file, line: 1, column: 1, path: '', rule: 'empty', message }] };
  }
  const sources = documents.flatMap((document): readonly Source[] =>
    Array.isArray(document.value)
      ? document.value.map((_, index): Source => ({ file, document, base: [index] }))
      : [{ file, document, base: [] }],
  );
  return { sources, problems };
}
