import type { AlertNotificationTargetObject, DataSourceObject, ServiceObject } from '../object/openslo-object.ts';
import { readMetadata } from './read-metadata.ts';
import { isThere, readDescription, readMap, readNeededMap, readNeededText } from './read-value.ts';
import { placeOfPart, type Spot, under, valueIn } from './spot.ts';
import { tellSecrets } from './tell-secrets.ts';

/** Reads a Service. Where it is wrong, the result is not to be used and a problem tells why. */
export function readService(spot: Spot): ServiceObject {
  const spec = under(spot, 'spec');
  readMap(spec, ['description']);
  return { kind: 'Service', ...readHead(spot) };
}

/** Reads a DataSource. Secrets in plain text are problems. Where it is wrong, the result is not to be used. */
export function readDataSource(spot: Spot): DataSourceObject {
  const spec = under(spot, 'spec');
  const details = under(spec, 'connectionDetails');
  const isRead = readNeededMap(spec, ['description', 'type', 'connectionDetails']);
  if (isRead) isThere(details, 'says how to connect');
  tellSecrets(details, spot.findings.problems);
  return {
    kind: 'DataSource',
    ...readHead(spot),
    type: isRead ? readNeededText(under(spec, 'type')) : '',
    connectionDetails: valueIn(details),
    detailsPlace: placeOfPart(details),
  };
}

/** Reads an AlertNotificationTarget. Secrets in plain text are problems. Where it is wrong, the result is not to be used. */
export function readNotificationTarget(spot: Spot): AlertNotificationTargetObject {
  const spec = under(spot, 'spec');
  const target = under(spec, 'target');
  const isRead = readNeededMap(spec, ['description', 'target']);
  tellSecrets(target, spot.findings.problems);
  tellSecrets(under(spot, 'metadata', 'annotations'), spot.findings.problems);
  return { kind: 'AlertNotificationTarget', ...readHead(spot), target: isRead ? readNeededText(target) : '' };
}

/** Reads what every kind has: `metadata`, and `spec.description`. Where it is wrong, the result is not to be used. */
export function readHead(spot: Spot): Pick<ServiceObject, 'metadata' | 'description' | 'place'> {
  return {
    metadata: readMetadata(under(spot, 'metadata')),
    description: readDescription(under(spot, 'spec', 'description')),
    place: placeOfPart(spot),
  };
}
