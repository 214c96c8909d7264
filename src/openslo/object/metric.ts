import type { Source } from '../../yaml/source.ts';
import type { Path } from '../../yaml/yaml-document.ts';
import type { OpenSloReference } from './openslo-reference.ts';
import type { PartPlace } from './part-place.ts';

/** A query of an indicator, as its file has it. */
export interface MetricSource {
  /** The DataSource it names; null where it names none. */
  readonly dataSourceRef: OpenSloReference | null;
  /** `metricSource.type`; null where none is written. */
  readonly type: string | null;
  /** `metricSource.spec`: a map of keys that only the kind of source knows. Plain values of YAML. */
  readonly spec: Readonly<Record<string, unknown>>;
  /** Of the key `metricSource`. */
  readonly place: PartPlace;
  /** Where `metricSource` stands, to point at values inside with `problemAt(source, [...path, 'spec', …], …)`. */
  readonly origin: { readonly source: Source; readonly path: Path };
}

/**
 * What an indicator measures. `ratio`: good ÷ total, or 1 − bad ÷ total, as `side` says. `raw`: ratios that are stored as such, of
 * successes or failures. `threshold`: values that objectives compare with `op` and `value`.
 * https://github.com/OpenSLO/OpenSLO#sli
 */
export type Metric<S> =
  | {
      readonly type: 'ratio';
      /** True: the numbers only grow. False: they go up and down. */
      readonly counter: boolean;
      readonly side: 'good' | 'bad';
      /** What stands under `good` or `bad`. */
      readonly outcome: S;
      readonly total: S;
      readonly place: PartPlace;
    }
  | {
      readonly type: 'raw';
      readonly rawType: 'success' | 'failure';
      readonly raw: S;
      readonly place: PartPlace;
    }
  | { readonly type: 'threshold'; readonly threshold: S; readonly place: PartPlace };
