import type { Problem } from '../../model/problem.ts';
import { nearest } from '../../yaml/nearest.ts';
import { showValue } from '../../yaml/show-value.ts';
import type { Source } from '../../yaml/source.ts';
import { type OpenSloKind, type OpenSloObject, openSloKinds } from '../object/openslo-object.ts';
import { readAlertCondition } from './read-alert-condition.ts';
import { readAlertPolicy } from './read-alert-policy.ts';
import { readDataSource, readNotificationTarget, readService } from './read-plain-kinds.ts';
import { readSli } from './read-sli.ts';
import { readSloObject } from './read-slo-object.ts';
import { isMap, readMap } from './read-value.ts';
import { type Findings, refuse, refuseKey, type Spot, under, valueIn } from './spot.ts';

/** One object of a file, read as far as possible. */
export interface FoundObject {
  /** Null where it has no kind that OpenSLO v1 knows. */
  readonly kind: OpenSloKind | null;
  readonly spot: Spot;
  readonly findings: Findings;
  /** Null when it is so wrong that nothing can be said of it; with any problem in `findings` it is not to be used. */
  readonly object: OpenSloObject | null;
}

const readers = {
  SLO: readSloObject,
  SLI: readSli,
  Service: readService,
  DataSource: readDataSource,
  AlertPolicy: readAlertPolicy,
  AlertCondition: readAlertCondition,
  AlertNotificationTarget: readNotificationTarget,
} satisfies Record<OpenSloKind, (spot: Spot) => OpenSloObject | null>;

/** Reads one object of OpenSLO v1, of any kind. What it refers to is looked up later. */
export function readOpenSloObject(source: Source, strict: boolean, conditionKinds: readonly string[]): FoundObject {
  const problems: Problem[] = [];
  const findings: Findings = { strict, conditionKinds, problems, warnings: [], references: [], metrics: [] };
  const spot: Spot = { source, path: [], findings };
  const value = valueIn(spot);
  if (!isMap(value)) {
    refuse(spot, 'type', `an OpenSLO object is a map of keys, got ${showValue(value)}`);
    return { kind: null, spot, findings, object: null };
  }
  const isVersion = checkVersion(under(spot, 'apiVersion'));
  const kind = readKind(under(spot, 'kind'));
  if (kind === null || !isVersion) return { kind: null, spot, findings, object: null };
  readMap(spot, ['apiVersion', 'kind', 'metadata', 'spec']);
  return { kind, spot, findings, object: readers[kind](spot) };
}

function checkVersion(spot: Spot): boolean {
  const version = valueIn(spot);
  if (version === 'openslo/v1') return true;
  if (version === undefined) refuseKey(spot, 'api-version', 'apiVersion is missing; write apiVersion: openslo/v1');
  else refuse(spot, 'api-version', `apiVersion must be openslo/v1, got ${showValue(version)}`);
  return false;
}

function readKind(spot: Spot): OpenSloKind | null {
  const value = valueIn(spot);
  const found = openSloKinds.find((kind) => kind === value);
  if (found !== undefined) return found;
  const allowed = openSloKinds.join(', ');
  const guess = nearest(String(value), openSloKinds);
  const advice = guess === null ? '' : `; did you mean ${guess}?`;
  if (value === undefined) refuseKey(spot, 'kind', `kind is missing; it is one of ${allowed}`);
  else refuse(spot, 'kind', `kind must be one of ${allowed}, got ${showValue(value)}${advice}`);
  return null;
}
