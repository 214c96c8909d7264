import { formatDecimal, parseDecimal } from '../model/decimal.ts';

/** How the events of an imported SLO are told apart. Queries are as the system takes them. */
export type ImportedMetric =
  | {
      readonly type: 'ratio';
      readonly side: 'good' | 'bad';
      readonly outcome: ImportedQuery;
      readonly total: ImportedQuery;
      readonly counter: boolean;
    }
  | { readonly type: 'raw'; readonly rawType: 'success' | 'failure'; readonly query: ImportedQuery }
  | { readonly type: 'threshold'; readonly query: ImportedQuery };

/** A query and the system that answers it: `prometheus` in any case, or another name. */
export interface ImportedQuery {
  readonly system: string;
  readonly spec: Readonly<Record<string, string>>;
}

/** An objective of an imported SLO, as OpenSLO v1 writes it; numbers as digits. */
export interface ImportedObjective {
  readonly displayName: string;
  readonly target: string;
  /** Only with a threshold; '' elsewhere. */
  readonly op: string;
  readonly value: string;
  /** '' where the method has no slices. */
  readonly timeSliceTarget: string;
  readonly timeSliceWindow: string;
}

/** An SLO of another format, in the words of OpenSLO v1. '' and empty maps: not given. Immutable. */
export interface ImportedSlo {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly service: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly window: {
    readonly duration: string;
    readonly calendar: { readonly startTime: string; readonly timeZone: string } | null;
  };
  readonly budgetingMethod: string;
  readonly metric: ImportedMetric;
  readonly objectives: readonly ImportedObjective[];
}

/** An objective that is a target alone. */
export function plainObjective(target: string, displayName = ''): ImportedObjective {
  return { displayName, target, op: '', value: '', timeSliceTarget: '', timeSliceWindow: '' };
}

/** A query in PromQL. */
export function promql(query: string): ImportedQuery {
  return { system: 'prometheus', spec: { query } };
}

/** A name that OpenSLO allows: lower-case letters, digits and hyphens, 63 at most; '' where nothing of the text can stay. */
export function labelName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
}

/** A percentage as the ratio it means, in exact digits: `99.95` is `0.9995`. '' where it is none. */
export function ratioOfPercent(text: string): string {
  const percent = parseDecimal(text);
  return percent === null ? '' : formatDecimal({ digits: percent.digits, places: percent.places + 2 });
}
