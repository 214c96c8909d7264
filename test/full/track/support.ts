import type { Observation } from '../../../src/model/observation.ts';
import { normalize } from '../../../src/normalize/normalize.ts';
import { foldRepository, type RepositoryRows } from '../../../src/track/fold-repository.ts';
import type { RecordedDelivery } from '../../support/corpus.ts';
import { noRules } from '../../track/support/rules.ts';

/** A moment after every recording, in ms: the clock of the server that receives them, one second a delivery. */
const firstReceivedAt = Date.UTC(2026, 0, 1);

/** What deliveries say, by repository's full name, as a server of github.com would log it. */
export function observe(deliveries: readonly RecordedDelivery[]): ReadonlyMap<string, readonly Observation[]> {
  const logs = new Map<string, Observation[]>();
  for (const [index, { id, event, payload }] of deliveries.entries()) {
    const receivedAt = firstReceivedAt + index * 1000;
    const normalized = normalize({ guid: id, event, payload, receivedAt }, { hosts: ['github.com'] });
    if (normalized.result === 'ignored' || normalized.observation === null) continue;
    const log = logs.get(normalized.repository.fullName) ?? [];
    logs.set(normalized.repository.fullName, [...log, normalized.observation]);
  }
  return logs;
}

/** The rows that a log of one repository makes: what is expected of the recordings is said in GitHub's own words. */
export function foldLog(observations: readonly Observation[]): RepositoryRows {
  return foldRepository({ host: 'github.com', repositoryId: 1, fullName: 'octo/any', observations, rules: noRules });
}
