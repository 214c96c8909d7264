import type { Objective } from '../model/objective.ts';
import type { Problem } from '../model/problem.ts';
import { sloNameOf } from '../model/slo-name-of.ts';
import { readObjectives } from './read-objectives.ts';

/** How a problem of a document that came over the API names its place. */
const file = 'stored';
/** Names are segments of addresses, and `name:2` is the second objective of `name`. */
const allowedName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,252}$/;

/** What a document says that is to be stored. */
export interface StoredDocument {
  /** `metadata.name` of its SLO; null when there is a problem. */
  readonly name: string | null;
  /** Of its one SLO; empty when there is a problem. */
  readonly objectives: readonly Objective[];
  readonly problems: readonly Problem[];
}

/**
 * Reads OpenSLO v1 with one SLO, in YAML or JSON. What the SLO refers to stands in the same text.
 */
export function readStoredDocument(text: string): StoredDocument {
  const { objectives, problems } = readObjectives([{ file, text }]);
  const names = [...new Set(objectives.map(({ name }) => sloNameOf(name)))];
  const [name] = names;
  const all = [...problems, ...(problems.length === 0 ? nameProblems(names) : [])];
  if (all.length > 0 || name === undefined) return { name: null, objectives: [], problems: all };
  return { name, objectives: objectives.map((objective) => ({ ...objective, origin: 'stored' })), problems: [] };
}

function nameProblems(names: readonly string[]): readonly Problem[] {
  if (names.length !== 1) {
    const found = names.length === 0 ? 'none' : names.join(', ');
    return [problem('one-slo', 'kind', `the document must hold one SLO, and holds ${found}; send each by itself`)];
  }
  const [name = ''] = names;
  if (name === 'new')
    return [
      problem(
        'name',
        'metadata.name',
        'no stored SLO can be called new: that is the address of the form; choose another name',
      ),
    ];
  if (allowedName.test(name)) return [];
  const allowed = 'letters, digits, ".", "_" and "-", at most 253, and begin with a letter or a digit';
  return [
    problem('name', 'metadata.name', `the name of a stored SLO must be of ${allowed}; got ${name.slice(0, 100)}`),
  ];
}

function problem(rule: string, path: string, message: string): Problem {
  return { file, line: 1, column: 1, path, rule, message };
}
