import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { validateFiles } from '../../../src/config/validate-files.ts';
import type { Problem } from '../../../src/model/problem.ts';
import { readYaml } from '../../../src/yaml/read-yaml.ts';
import type { Path } from '../../../src/yaml/yaml-document.ts';
import { corpusDir } from '../../support/corpus.ts';

const folder = join(corpusDir(), 'openslo');
const [, ...lines] = readFileSync(join(folder, 'INDEX.tsv'), 'utf8').trimEnd().split('\n');
const cases = lines.map((line) => {
  const [file = '', , , , , , lenient, strict, , findings = '', note = ''] = line.split('\t');
  return { file, lenient, strict, findings: `${findings} | ${note}`, text: readFileSync(join(folder, file), 'utf8') };
});

/** What the go-sdk takes and the specification does not. Being strict never means taking more. */
const looserSdk = ['0d', '01d', 'plus1d', '1d_4h'].map((name) => `invalid/derived/slo-duration-${name}.yaml`);

describe('every OpenSLO file of the collection', () => {
  it('is there: 227 of them', () => {
    expect(cases).toHaveLength(227);
    expect(
      cases
        .filter(({ lenient, strict }) => lenient === 'invalid' && strict === 'valid')
        .map(({ file }) => file)
        .sort(),
    ).toEqual(looserSdk.sort());
  });

  it.each(cases)('$file has the verdict of the specification', ({ file, text, lenient }) => {
    expect({ file, ...verdictOf(file, text, false) }).toMatchObject({ verdict: lenient });
  });

  it.each(cases)(
    '$file has the verdict of the go-sdk, and is never valid only when strict',
    ({ file, text, lenient, strict }) => {
      const expected = lenient === 'invalid' ? 'invalid' : strict;

      expect({ file, ...verdictOf(file, text, true) }).toMatchObject({ verdict: expected });
    },
  );
});

describe('every expected finding', () => {
  const wrong = cases.flatMap(({ file, text, lenient, findings }) =>
    expectedFindings(findings).map((finding) => ({ file, text, lenient, ...finding })),
  );

  it.each(wrong)('$file: $object $path is reported at its line', ({ file, text, lenient, object, path }) => {
    const problems = problemsOf(file, text, lenient === 'valid');
    const allowed = linesOf(file, text, object, path);

    expect(
      problems.map(({ line }) => line).some((line) => allowed.has(line)),
      JSON.stringify({ problems, allowed: [...allowed] }),
    ).toBe(true);
  });
});

function problemsOf(file: string, text: string, strict: boolean): readonly Problem[] {
  return validateFiles([{ file, text }], { strict }).files[0]?.problems ?? [];
}

function verdictOf(file: string, text: string, strict: boolean) {
  const problems = problemsOf(file, text, strict);
  return { verdict: problems.length === 0 ? 'valid' : 'invalid', problems };
}

/** Findings as the index has them: `#object path: code`, several after `|`. */
function expectedFindings(text: string): readonly { readonly object: number; readonly path: string }[] {
  return [...text.matchAll(/#(\d+) ([^:|]*): [a-z_]+/g)].map(([, object, path = '']) => ({
    object: Number(object),
    path: path.trim(),
  }));
}

/** The lines at which a finding may be told: of the key, or of its value; where the key is missing, of the nearest key above. */
function linesOf(file: string, text: string, object: number, path: string): ReadonlySet<number> {
  const { documents, problems } = readYaml(file, text);
  if (path === '') return new Set([1, ...problems.map(({ line }) => line)]);
  const places = documents.flatMap((document) =>
    Array.isArray(document.value)
      ? document.value.map((_, index) => ({ document, base: [index] as Path }))
      : [{ document, base: [] as Path }],
  );
  const place = places[object];
  if (place === undefined) return new Set(problems.map(({ line }) => line));
  const full = [...place.base, ...pathOf(path)];
  return new Set([place.document.placeOfKey(full).line, place.document.placeOf(full).line]);
}

/** Keys of labels and annotations may hold dots; every other path has none in its keys. */
function pathOf(path: string): Path {
  const map = /^(metadata)\.(labels|annotations)\.(.*)$/.exec(path);
  if (map !== null) return map.slice(1);
  return path
    .split(/[.[\]]+/)
    .filter((segment) => segment !== '')
    .map((segment) => (/^\d+$/.test(segment) ? Number(segment) : segment));
}
