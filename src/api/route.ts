import type { Config } from '../config/config.ts';
import type { SloStatusStore } from '../settle/read-slo-status.ts';
import type { Store } from '../store/store.ts';
import type { Parameters } from './parameter.ts';
import type { SchemaName } from './schemas.ts';

/** What the API reads from. */
export type ApiStore = SloStatusStore &
  Pick<Store, 'listRuns' | 'listWorkflowRuns' | 'listRevisions' | 'countDeliveries'>;

/** What an endpoint may use. */
export interface RouteContext {
  readonly store: ApiStore;
  readonly config: Pick<Config, 'objectives'>;
  /** Our clock at the request, ms. */
  readonly now: number;
}

/** One GET endpoint: what the OpenAPI document says of it, and what answers. */
export interface Route {
  /** With `{name}` for a segment that varies. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: Parameters;
  /** The answer: one of `schemas`, or a page of them. */
  readonly answers: { readonly schema: SchemaName; readonly list: boolean };
  /** `values` are parsed parameters; `segment` is what stands for `{name}`. Rejects with a CisloError('not_found') when there is no such thing. */
  readonly answer: (
    context: RouteContext,
    values: Readonly<Record<string, unknown>>,
    segment: string,
  ) => Promise<unknown>;
}
