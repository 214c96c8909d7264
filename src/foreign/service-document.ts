import type { FollowedSource } from './followed-source.ts';

/** Reads a Service of OpenSLO v1alpha as the document of v1, ready for `writeYaml`. Nothing is checked. */
export function readServiceAlpha(source: FollowedSource) {
  const displayName = source.text(['metadata', 'displayName']);
  const description = source.text(['spec', 'description']);
  return {
    apiVersion: 'openslo/v1',
    kind: 'Service',
    metadata: { name: source.text(['metadata', 'name']), ...(displayName === '' ? {} : { displayName }) },
    spec: description === '' ? {} : { description },
  };
}
