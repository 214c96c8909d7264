import type { Problem } from '../model/problem.ts';
import type { Path } from '../yaml/yaml-document.ts';
import type { FollowedSource } from './followed-source.ts';
import {
  type ImportedMetric,
  type ImportedSlo,
  labelName,
  plainObjective,
  promql,
  ratioOfPercent,
} from './imported-slo.ts';
import { counterQuery } from './window-query.ts';

/** The names of the same keys in Sloth's two forms. */
const spellings = {
  plain: { base: [], error: 'error_query', total: 'total_query', ratio: 'error_ratio_query' },
  kubernetes: { base: ['spec'], error: 'errorQuery', total: 'totalQuery', ratio: 'errorRatioQuery' },
} as const;

/** What an object of another format holds, and what cannot be said in OpenSLO. */
export interface ReadForeign {
  readonly slos: readonly ImportedSlo[];
  readonly notes: readonly Problem[];
}

/** Reads Sloth's `prometheus/v1` and its Kubernetes object (https://sloth.dev/specs/default/v1/, https://sloth.dev/specs/k8s/v1/). */
export function readSloth(source: FollowedSource, form: keyof typeof spellings): ReadForeign {
  const words = spellings[form];
  const { base } = words;
  const service = source.text([...base, 'service']);
  const shared = { ...source.texts(['metadata', 'labels']), ...source.texts([...base, 'labels']) };
  const namespace = source.text(['metadata', 'namespace']);
  const object = source.text(['metadata', 'name']);
  const notes: Problem[] = [];
  const slos: ImportedSlo[] = [];
  for (let index = 0; index < source.length([...base, 'slos']); index += 1) {
    const at: Path = [...base, 'slos', index];
    const read = readMetric(source, [...at, 'sli'], words);
    notes.push(...read.notes);
    const target = ratioOfPercent(source.text([...at, 'objective']));
    const isRaw = read.metric?.type === 'raw';
    const name = source.text([...at, 'name']);
    if (read.metric === null) continue;
    slos.push({
      name: labelName(`${service}-${name}`),
      displayName: name,
      description: source.text([...at, 'description']),
      service: labelName(service),
      labels: { ...shared, ...source.texts([...at, 'labels']) },
      annotations: {
        ...(namespace === '' ? {} : { 'metadata.namespace': namespace }),
        ...(object === '' ? {} : { 'sloth.slok.dev/object': object }),
      },
      window: { duration: '30d', calendar: null },
      budgetingMethod: isRaw ? 'RatioTimeslices' : 'Occurrences',
      metric: read.metric,
      objectives: [{ ...plainObjective(target), timeSliceWindow: isRaw ? '5m' : '' }],
    });
  }
  return { slos, notes };
}

function readMetric(
  source: FollowedSource,
  sli: Path,
  words: (typeof spellings)[keyof typeof spellings],
): { readonly metric: ImportedMetric | null; readonly notes: readonly Problem[] } {
  if (source.has([...sli, 'raw'])) {
    const query = source.text([...sli, 'raw', words.ratio]).replace(/\{\{\s*\.window\s*\}\}/g, '5m');
    const message =
      'a ratio does not say of how many events it is; it is counted by slices of 5 minutes (RatioTimeslices)';
    return {
      metric: { type: 'raw', rawType: 'failure', query: promql(query.trim()) },
      notes: [source.note([...sli, 'raw'], message)],
    };
  }
  const [errorPath, totalPath] = [
    [...sli, 'events', words.error],
    [...sli, 'events', words.total],
  ];
  if (!source.has(errorPath) || !source.has(totalPath))
    return {
      metric: null,
      notes: [source.note(sli, 'this SLI has no queries of its own, so the SLO is left out; write its two queries')],
    };
  const [errors, total] = [counterQuery(source.text(errorPath)), counterQuery(source.text(totalPath))];
  if (errors === null || total === null) {
    const message =
      'the queries do more than rate or increase over the window, so the SLO is left out; write queries of counters';
    return { metric: null, notes: [source.note([...sli, 'events'], message)] };
  }
  const notes =
    errors.exact && total.exact
      ? []
      : [
          source.note(
            [...sli, 'events'],
            'the query sums series before cislo sees them; a restart of one series counts as a restart of all',
          ),
        ];
  return {
    metric: { type: 'ratio', side: 'bad', counter: true, outcome: promql(errors.query), total: promql(total.query) },
    notes,
  };
}
