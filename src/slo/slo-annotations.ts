import { type EmptySliceRule, emptySliceRules } from '../budget/budget-method.ts';
import type { Exclusion } from '../budget/exclusion/exclusion.ts';
import { readExclusions } from '../budget/exclusion/read-exclusions.ts';
import { parseGroupBy } from '../budget/instances.ts';
import { type Phase, parsePhases } from '../budget/phases.ts';
import type { Objective } from '../model/objective.ts';
import { readYaml } from '../yaml/read-yaml.ts';

/** What the annotations of an SLO say to cislo. */
export interface SloAnnotations {
  readonly tier: string | null;
  readonly owner: string | null;
  readonly contact: string | null;
  /** Names of services. */
  readonly dependsOn: readonly string[];
  readonly runbook: string | null;
  readonly dashboard: string | null;
  readonly phases: readonly Phase[];
  readonly exclusions: readonly Exclusion[];
  /** Columns that make one SLO many; empty: none do. */
  readonly groupBy: readonly string[];
  readonly emptySlice: EmptySliceRule;
  /** `admins`, `members`, `public` or logins, in lower case; null where nothing is said. */
  readonly visibleTo: readonly string[] | null;
}

/** An annotation that is wrong, and why. */
export interface AnnotationProblem {
  readonly name: string;
  readonly message: string;
}

const prefix = 'cislo.dev/';
const known = [
  ...['tier', 'owner', 'contact', 'depends-on', 'runbook', 'dashboard', 'phases', 'exclude', 'group-by'],
  ...['empty-slice', 'visible-to', 'short-window', 'min-bad', 'resolve-after'],
];
const read = new WeakMap<object, SloAnnotations>();

/** The annotations of an objective, which were checked when its file was read. Asking again costs nothing. */
export function annotationsOf({ annotations }: Pick<Objective, 'annotations'>): SloAnnotations {
  const before = read.get(annotations);
  if (before !== undefined) return before;
  const made = readSloAnnotations(annotations).annotations;
  read.set(annotations, made);
  return made;
}

/** Reads those annotations of an SLO that begin with `cislo.dev/`, and says everything that is wrong with them; a wrong one says nothing. */
export function readSloAnnotations(written: Readonly<Record<string, string>>): {
  readonly annotations: SloAnnotations;
  readonly problems: readonly AnnotationProblem[];
} {
  const problems: AnnotationProblem[] = [];
  const value = (name: string): string | null => written[`${prefix}${name}`] ?? null;
  const report = (name: string, message: string) => problems.push({ name: `${prefix}${name}`, message });
  for (const name of Object.keys(written)) {
    if (!name.startsWith(prefix) || known.includes(name.slice(prefix.length))) continue;
    report(name.slice(prefix.length), `is not known; cislo knows ${known.join(', ')}`);
  }
  const [emptySlice, visibleTo] = [value('empty-slice'), value('visible-to')];
  if (emptySlice !== null && !isEmptySliceRule(emptySlice)) {
    report('empty-slice', `must be good or bad (left-out is usual), got ${JSON.stringify(emptySlice)}`);
  }
  const annotations: SloAnnotations = {
    tier: value('tier'),
    owner: value('owner'),
    contact: value('contact'),
    dependsOn: listOf(value('depends-on')),
    runbook: value('runbook'),
    dashboard: value('dashboard'),
    phases: readPhases(value('phases'), report),
    exclusions: readExcluded(value('exclude'), report),
    groupBy: readGroupBy(value('group-by'), report),
    emptySlice: emptySlice !== null && isEmptySliceRule(emptySlice) ? emptySlice : 'left-out',
    visibleTo: visibleTo === null ? null : listOf(visibleTo.toLowerCase()),
  };
  return { annotations, problems };
}

type Report = (name: string, message: string) => void;

function readPhases(text: string | null, report: Report): readonly Phase[] {
  if (text === null) return [];
  const { phases, problems } = parsePhases(text);
  for (const problem of problems) report('phases', problem);
  return phases;
}

function readExcluded(text: string | null, report: Report): readonly Exclusion[] {
  if (text === null) return [];
  const yaml = readYaml('cislo.dev/exclude', text);
  for (const { message } of yaml.problems) report('exclude', `is no YAML or JSON: ${message}`);
  if (yaml.problems.length > 0) return [];
  const { exclusions, problems } = readExclusions(yaml.documents[0]?.value);
  for (const { path, message } of problems) report('exclude', `${path.join('.')} ${message}`.trim());
  return exclusions;
}

function readGroupBy(text: string | null, report: Report): readonly string[] {
  if (text === null) return [];
  const parsed = parseGroupBy(text);
  if ('columns' in parsed) return parsed.columns;
  report('group-by', parsed.problem);
  return [];
}

function listOf(text: string | null): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function isEmptySliceRule(text: string): text is EmptySliceRule {
  return emptySliceRules.some((rule) => rule === text);
}
