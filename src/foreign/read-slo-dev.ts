import { formatDecimal, parseDecimal } from '../model/decimal.ts';
import type { Problem } from '../model/problem.ts';
import type { Path } from '../yaml/yaml-document.ts';
import type { FollowedSource } from './followed-source.ts';
import {
  type ImportedMetric,
  type ImportedObjective,
  type ImportedSlo,
  labelName,
  plainObjective,
  promql,
} from './imported-slo.ts';
import type { ReadForeign } from './read-sloth.ts';

const indicator: Path = ['spec', 'indicator'];
/** Annotations that cislo has a name for. */
const ownNames = ['owner', 'runbook', 'dashboard', 'contact'];

/**
 * Reads `slo.dev/v1`: one indicator (ratio, threshold or latency) over metrics of Prometheus with filters, and objectives that each have
 * a window. OpenSLO has one window for an SLO, so each further objective becomes an SLO of its own: `name-2`, `name-3`.
 */
export function readSloDev(source: FollowedSource): ReadForeign {
  const name = labelName(source.text(['metadata', 'name']));
  const namespace = source.text(['metadata', 'namespace']);
  const labels = source.texts(['metadata', 'labels']);
  const written = { ...source.texts(['metadata', 'annotations']), ...source.texts(['spec', 'annotations']) };
  const annotations = {
    ...Object.fromEntries(
      Object.entries(written).map(([key, value]) => [ownNames.includes(key) ? `cislo.dev/${key}` : key, value]),
    ),
    ...(labels['tier'] === undefined ? {} : { 'cislo.dev/tier': labels['tier'] }),
    ...(namespace === '' ? {} : { 'metadata.namespace': namespace }),
  };
  const service = labelName(source.text(['spec', 'service']));
  const description = source.text(['spec', 'description']).trim();
  const notes: Problem[] = [];
  const metric = readMetric(source, notes);
  if (metric === null) {
    const message = 'only ratio, threshold and latency can be said in OpenSLO, so the SLO is left out';
    return { slos: [], notes: [source.note(indicator, message)] };
  }
  if (notes.length > 0) return { slos: [], notes };
  const slos: ImportedSlo[] = [];
  for (let index = 0; index < source.length(['spec', 'objectives']); index += 1) {
    const at: Path = ['spec', 'objectives', index];
    const more = source.text([...at, 'description']);
    slos.push({
      ...{ service, labels, annotations, metric, displayName: '', budgetingMethod: 'Occurrences' },
      name: index === 0 ? name : `${name}-${index + 1}`,
      description: [description, more].filter((text) => text !== '').join('\n'),
      window: { duration: source.text([...at, 'window']), calendar: null },
      objectives: [readObjective(source, at, metric)],
    });
  }
  return { slos, notes: [] };
}

function readObjective(source: FollowedSource, at: Path, { type }: ImportedMetric): ImportedObjective {
  const plain = plainObjective(source.text([...at, 'target']), source.text([...at, 'displayName']));
  if (type !== 'threshold') return plain;
  const threshold: Path = [...indicator, 'threshold'];
  return { ...plain, op: source.text([...threshold, 'operator']), value: source.text([...threshold, 'value']) };
}

function readMetric(source: FollowedSource, notes: Problem[]): ImportedMetric | null {
  const type = source.text([...indicator, 'type']);
  const selector = (at: Path, suffix: string, more: readonly string[] = []) =>
    selectorOf(source, at, suffix, more, notes);
  const at: Path = source.has([...indicator, type]) ? [...indicator, type] : indicator;
  if (type === 'ratio') {
    const good = source.has([...at, 'good']) ? 'good' : 'counter';
    const [outcome, total] = [selector([...at, good], ''), selector([...at, 'total'], '')];
    return { type, side: 'good', counter: true, outcome: promql(outcome), total: promql(total) };
  }
  if (type === 'threshold') return { type, query: promql(selector(at, '')) };
  const limit = parseDecimal(source.text([...at, 'threshold_ms']));
  if (type !== 'latency' || limit === null) return null;
  const seconds = formatDecimal({ digits: limit.digits, places: limit.places + 3 });
  const outcome = promql(selector(at, '_bucket', [`le=~"${seconds}([.]0)?"`]));
  return { type: 'ratio', side: 'good', counter: true, outcome, total: promql(selector(at, '_count')) };
}

/** A metric with its filters: `x{code!~"5.."}`. A filter is a text, `code != 5xx`, or a map, `code: 500`. */
function selectorOf(
  source: FollowedSource,
  at: Path,
  suffix: string,
  more: readonly string[],
  notes: Problem[],
): string {
  const matchers = [...more];
  for (let index = 0; index < source.length([...at, 'filters']); index += 1) {
    const filter: Path = [...at, 'filters', index];
    const map = Object.entries(source.texts(filter));
    const text = source.text(filter);
    const read = text === '' ? null : matcher(text);
    if (read !== null) matchers.push(read);
    else if (map.length === 0)
      notes.push(source.note(filter, 'a filter must be such as code != 500 or a map, so the SLO is left out'));
    matchers.push(...map.map(([name, value]) => `${name}=${JSON.stringify(value)}`));
  }
  const metric = `${source.text([...at, 'metric'])}${suffix}`;
  return matchers.length === 0 ? metric : `${metric}{${matchers.join(', ')}}`;
}

/** `status_code != 5xx` without quotes is about a class of codes: any digit stands for x. */
function matcher(filter: string): string | null {
  const parts = /^\s*(\w+)\s*(=~|!~|!=|==?)\s*(.*?)\s*$/.exec(filter)?.slice(1);
  if (parts === undefined) return null;
  const [name, written, value] = parts as [string, string, string];
  const op = written === '==' ? '=' : written;
  if (/^"(?:[^"\\]|\\.)*"$/.test(value)) return `${name}${op}${value}`;
  if (/^\dxx$/.test(value)) return `${name}${op.startsWith('!') ? '!~' : '=~'}"${value.replaceAll('x', '.')}"`;
  return `${name}${op}${JSON.stringify(value)}`;
}
