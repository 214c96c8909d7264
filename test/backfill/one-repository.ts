import nock from 'nock';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { LogEntry } from '../../src/model/delivery.ts';
import type { Observation } from '../../src/model/observation.ts';
import { run } from '../../src/store/database.ts';
import { foldRepository, type RepositoryRows } from '../../src/track/fold-repository.ts';
import { repositoryDeliveries, webhookEntries } from '../support/backfill.ts';
import { deleteRows } from '../support/dump-rows.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../support/embedded-store.ts';
import { fakeRepository } from '../support/fake-repository.ts';
import { type RepositoryApi, serveRepository } from '../support/repository-api.ts';
import { rules } from '../support/rules.ts';

export const deliveries = repositoryDeliveries(1_200);
export const webhooks = webhookEntries(deliveries);
export const fake = fakeRepository(deliveries);
export const repository = (webhooks[0] as LogEntry).repository;
export const { fullName } = repository;
export const webhookObservations = webhooks.flatMap(({ observation }) => observation ?? []);

export let place: EmbeddedStore;
export let api: RepositoryApi;

export interface LogRow {
  readonly guid: string;
  readonly observation: Observation;
}

export function readLog(): Promise<readonly LogRow[]> {
  return run<LogRow>(
    place.store.db,
    `select guid, observation from observation_log where observation is not null order by guid`,
  );
}

export async function observed(): Promise<readonly Observation[]> {
  return (await readLog()).map(({ observation }) => observation);
}

export function fold(observations: readonly Observation[]): RepositoryRows {
  return foldRepository({ host: repository.host, repositoryId: repository.id, fullName, observations, rules });
}

/** Opens a database for the tests of a file, and serves the repository anew before each. */
export function serveOneRepository(): void {
  beforeAll(async () => {
    nock.disableNetConnect();
    place = await openEmbeddedStore();
  });
  beforeEach(async () => {
    await deleteRows(place.store.db, ['observation_log', 'inbox', 'backfills', 'backfill_items']);
    api = serveRepository(fake, { pageSize: 7 });
  });
  afterEach(() => nock.cleanAll());
  afterAll(async () => {
    nock.enableNetConnect();
    await place.remove();
  });
}
