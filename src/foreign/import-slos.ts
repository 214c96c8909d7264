import type { Problem } from '../model/problem.ts';
import { readOpenSlo } from '../openslo/read-openslo.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { problemAt, type Source, valueAt } from '../yaml/source.ts';
import type { TextFile } from '../yaml/text-file.ts';
import { writeYaml } from '../yaml/write-yaml.ts';
import { type FollowedSource, followSource } from './followed-source.ts';
import type { ImportedMetric, ImportedSlo } from './imported-slo.ts';
import { readOpenSloAlpha } from './read-openslo-alpha.ts';
import { readPyrra } from './read-pyrra.ts';
import { readSloDev } from './read-slo-dev.ts';
import { type ReadForeign, readSloth } from './read-sloth.ts';
import { readServiceAlpha } from './service-document.ts';
import { isPrometheus, prometheusDocument, sloDocument } from './slo-document.ts';

/** SLOs of other formats as OpenSLO v1. */
export interface ImportedFiles {
  /** YAML that is strictly valid; '' when nothing could be imported. */
  readonly text: string;
  /** Everything that was left out or changed its meaning, by file and in the order of reading. */
  readonly notes: readonly Problem[];
}

/** A document of the answer, and where it came from. */
interface Made {
  readonly document: { readonly kind: string; readonly metadata: { readonly name: string } };
  readonly usesPrometheus: boolean;
  readonly source: Source;
}

type Reader = (source: FollowedSource) => ReadForeign;

/** Readers by `apiVersion` (or `version`) and kind. */
const readers: Readonly<Record<string, Reader>> = {
  'prometheus/v1 ': (source) => readSloth(source, 'plain'),
  'sloth.slok.dev/v1 PrometheusServiceLevel': (source) => readSloth(source, 'kubernetes'),
  'pyrra.dev/v1alpha1 ServiceLevelObjective': readPyrra,
  'slo.dev/v1 ServiceLevelObjective': readSloDev,
  'openslo/v1alpha SLO': readOpenSloAlpha,
};
const serviceFormat = 'openslo/v1alpha Service';

/**
 * Reads SLOs that were written for Sloth, Pyrra, `slo.dev/v1` or OpenSLO v1alpha. What has no equivalent is a note with its place; an SLO
 * that would not be strictly valid is left out with a note that says why. Never throws.
 */
export function importSlos(files: readonly TextFile[]): ImportedFiles {
  const notes: Problem[] = [];
  const kept: Made[] = [];
  for (const file of files) {
    const { documents, problems } = readYaml(file.file, file.text);
    notes.push(...problems);
    for (const document of documents) {
      const bases = Array.isArray(document.value) ? [...document.value.keys()].map((index) => [index]) : [[]];
      for (const base of bases) {
        const read = readObject({ file: file.file, document, base });
        notes.push(...read.notes);
        for (const made of read.made) {
          const wrong = problemsOf([...kept, made]);
          notes.push(...wrong.map(({ path, message }) => leftOut(made, path, message)));
          if (wrong.length === 0) kept.push(made);
        }
      }
    }
  }
  return { text: textOf(kept), notes };
}

function readObject(source: Source): { readonly made: readonly Made[]; readonly notes: readonly Problem[] } {
  const followed = followSource(source);
  const format = `${followed.text(['apiVersion']) || followed.text(['version'])} ${followed.text(['kind'])}`;
  if (format === serviceFormat) {
    const made = { document: readServiceAlpha(followed), usesPrometheus: false, source };
    return { made: [made], notes: followed.unread() };
  }
  const reader = Object.hasOwn(readers, format) ? readers[format] : undefined;
  if (reader === undefined) {
    const allowed = [...Object.keys(readers), serviceFormat].map((name) => name.trim()).join(', ');
    return {
      made: [],
      notes: [problemAt(source, [], 'format', `${JSON.stringify(format.trim())} is not read; there are ${allowed}`)],
    };
  }
  const { slos, notes } = reader(followed);
  const none =
    slos.length === 0 && notes.length === 0 ? [problemAt(source, [], 'import', 'there is no SLO in it')] : [];
  return { made: slos.map((slo) => madeOf(slo, source)), notes: [...notes, ...none, ...followed.unread()] };
}

function madeOf(slo: ImportedSlo, source: Source): Made {
  return { document: sloDocument(slo), usesPrometheus: queriesOf(slo.metric).some(isPrometheus), source };
}

function queriesOf(metric: ImportedMetric) {
  return metric.type === 'ratio' ? [metric.outcome, metric.total] : [metric.query];
}

function leftOut({ document, source }: Made, path: string, message: string): Problem {
  const named = valueAt(source, ['metadata', 'name']) === undefined ? [] : ['metadata', 'name'];
  const { kind, metadata } = document;
  return problemAt(
    source,
    named,
    'left-out',
    `${kind} ${metadata.name} is left out, because in OpenSLO v1 ${path}: ${message}`,
  );
}

/** What is wrong with the last one, which those before it have not. */
function problemsOf(all: readonly Made[]): readonly Problem[] {
  return readOpenSlo([{ file: 'imported', text: textOf(all) }], { strict: true }).problems;
}

function textOf(all: readonly Made[]): string {
  const sources = all.some(({ usesPrometheus }) => usesPrometheus) ? [prometheusDocument] : [];
  return writeYaml([...sources, ...all.map(({ document }) => document)]);
}
