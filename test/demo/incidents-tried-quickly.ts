import type { IncidentName } from '../../src/demo/incident-names.ts';

/** One incident of each sort: in place of others, an app of its own, a wait for a person, an end without an answer. */
export const incidentsTriedQuickly: readonly IncidentName[] = [
  'outage',
  'dco-bot',
  'slow-week',
  'environment-approval',
  'closed-silent',
];
