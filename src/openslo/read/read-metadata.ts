import { showValue } from '../../yaml/show-value.ts';
import type { ObjectMetadata } from '../object/openslo-object.ts';
import { readName } from './read-name.ts';
import { isMap, readMap, readNeededMap, readOptionalText } from './read-value.ts';
import { isWritten, placeOfPart, refuse, refuseKey, type Spot, under, valueIn } from './spot.ts';

const keys = ['name', 'displayName', 'labels', 'annotations'];
const keyName = '[a-zA-Z0-9]([-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?';
const domainLabel = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
const labelKey = new RegExp(`^${keyName}$`);
const annotationKey = new RegExp(`^((?=[^/]{1,253}/)${domainLabel}(\\.${domainLabel})*/)?${keyName}$`);
const nameRule = 'at most 63 letters, digits, hyphens, dots and underscores, with a letter or digit at both ends';

/** The annotation that stands for `metadata.namespace`, which OpenSLO v1 does not have. */
export const namespaceAnnotation = 'metadata.namespace';

/** Reads `metadata`. Where it is wrong, the result is not to be used and a problem tells why. */
export function readMetadata(spot: Spot): ObjectMetadata {
  const { strict } = spot.findings;
  const isThere = readNeededMap(spot, strict ? keys : [...keys, 'namespace']);
  const { [namespaceAnnotation]: annotated, ...annotations } = readAnnotations(under(spot, 'annotations'));
  return {
    name: isThere ? readName(under(spot, 'name')) : '',
    displayName: readDisplayName(under(spot, 'displayName')),
    labels: readLabels(under(spot, 'labels')),
    annotations,
    namespace: (strict ? null : readOptionalText(under(spot, 'namespace'))) ?? annotated ?? null,
    place: placeOfPart(under(spot, 'name')),
  };
}

function readDisplayName(spot: Spot): string | null {
  const text = readOptionalText(spot);
  const { length } = [...(text ?? '')];
  if (spot.findings.strict && length > 63)
    refuse(spot, 'strict', `displayName must be at most 63 characters long, got ${length}`);
  return text;
}

function readLabels(spot: Spot): ObjectMetadata['labels'] {
  return Object.fromEntries(entriesOf(spot).map((entry) => [entry.key, readLabel(entry.spot, entry.key)]));
}

function readLabel(spot: Spot, key: string): readonly string[] {
  if (!labelKey.test(key)) refuseKey(spot, 'label-key', `a label's key must be ${nameRule}, got ${showValue(key)}`);
  const value = valueIn(spot) ?? [];
  if (typeof value === 'string') return [value];
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  refuse(spot, 'type', `a label must be a text or a list of texts, got ${showValue(value)}; put numbers into quotes`);
  return [];
}

function readAnnotations(spot: Spot): Readonly<Record<string, string>> {
  return Object.fromEntries(entriesOf(spot).map((entry) => [entry.key, readAnnotation(entry.spot, entry.key)]));
}

function readAnnotation(spot: Spot, key: string): string {
  const rule = `an optional domain and a slash, then ${nameRule}`;
  if (!annotationKey.test(key))
    refuseKey(spot, 'annotation-key', `an annotation's key must be ${rule}, got ${showValue(key)}`);
  const value = valueIn(spot) ?? '';
  if (typeof value === 'string') return value;
  refuse(spot, 'type', `an annotation must be a text, got ${showValue(value)}; put it into quotes`);
  return '';
}

/** The keys of a map of any keys; none, with a problem, where something else stands. */
function entriesOf(spot: Spot): readonly { readonly key: string; readonly spot: Spot }[] {
  const value = valueIn(spot);
  if (!isMap(value)) {
    if (isWritten(spot)) readMap(spot, []);
    return [];
  }
  return Object.keys(value).map((key) => ({ key, spot: under(spot, key) }));
}
