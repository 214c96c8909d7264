import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configFiles } from '../../../../src/app/read-settings.ts';
import { workerSettings } from '../../../../src/app/worker-settings.ts';
import type { Config } from '../../../../src/config/config.ts';
import { readConfig } from '../../../../src/config/read-config.ts';
import { systemViewer } from '../../../../src/model/viewer.ts';
import { readDelivery } from '../../../../src/normalize/read-delivery.ts';
import { run } from '../../../../src/store/database.ts';
import type { OpenStore } from '../../../../src/store/open-store.ts';
import type { Page, RevisionView, RunView } from '../../../../src/store/read/view.ts';
import { startWorker } from '../../../../src/worker/start-worker.ts';
import { readReplay, readSequences } from '../../../support/corpus.ts';
import { openPostgresStore } from '../../../support/postgres-store.ts';
import { ownCases } from '../../field/own-cases/own-cases.ts';
import { longAfter, owed, ownAppId } from '../../field/support/field-settings.ts';
import { readFieldCases } from '../../field/support/read-field-cases.ts';

interface StoredVerdict {
  readonly slo: string;
  readonly verdict: string;
  readonly at: number;
}

/** Every recording and every case of our own in a database, folded and settled by the built-in rules and objectives. */
export interface ExplainedCorpus {
  readonly store: OpenStore;
  readonly config: Config;
  readonly now: number;
  readonly runs: readonly RunView[];
  /** Of every provider, and of `any`. */
  readonly revisions: readonly RevisionView[];
  /** By the row's id, by SLO. */
  readonly verdicts: ReadonlyMap<string, readonly StoredVerdict[]>;
  readonly remove: () => Promise<void>;
}

export async function openExplainedCorpus(): Promise<ExplainedCorpus> {
  const folder = mkdtempSync(join(tmpdir(), 'cislo-explain-'));
  const path = join(folder, 'cislo.yaml');
  writeFileSync(
    path,
    `# What one owner expects.\nexpected:\n  - { repository: '${owed.owner}/*', providers: [${owed.provider}] }\n`,
  );
  const config = readConfig({ CISLO_CONFIG: path }, configFiles);
  const { store, remove } = await openPostgresStore();
  await fill(store, config);
  return {
    store,
    config,
    now: longAfter,
    runs: await readAll((cursor) => store.read.listRuns(systemViewer, { limit: 1000, ...cursor })),
    revisions: await readRevisions(store),
    verdicts: await readVerdicts(store),
    async remove() {
      await remove();
      rmSync(folder, { recursive: true });
    },
  };
}

async function fill(store: OpenStore, config: Config): Promise<void> {
  const deliveries = [
    ...[...readFieldCases(), ...ownCases].flatMap((each) => each.deliveries),
    ...[readReplay('devlake-ants'), readReplay('packit-ogr-pr278-statuses'), ...readSequences()].flatMap((each) =>
      each.deliveries.map(({ id, event, payload }) => ({ guid: id, event, payload })),
    ),
  ];
  const options = { hosts: config.hosts, ownApp: { id: ownAppId, slug: null } };
  for (const delivery of deliveries) {
    const entries = readDelivery({ ...delivery, receivedAt: longAfter }, options);
    if (!('ignored' in entries)) await store.append(entries);
  }
  const log = { info: () => undefined, warn: () => undefined };
  const worker = await startWorker({
    store,
    ...workerSettings(config),
    everyMs: 3_600_000,
    clock: () => longAfter,
    log,
  });
  const isDone = await worker.drain(300_000);
  await worker.stop();
  if (!isDone) throw new Error('not everything was folded and settled within 300 s');
}

async function readRevisions(store: OpenStore): Promise<readonly RevisionView[]> {
  const providers = await run<{ readonly provider: string }>(store.db, 'select distinct provider from revisions');
  const lists = providers.map(({ provider }) =>
    readAll((cursor) => store.read.listRevisions(systemViewer, { provider, limit: 1000, ...cursor })),
  );
  return (await Promise.all(lists)).flat();
}

async function readAll<T>(readPage: (cursor: { readonly cursor?: string }) => Promise<Page<T>>): Promise<readonly T[]> {
  const items: T[] = [];
  for (let cursor: { readonly cursor?: string } | null = {}; cursor !== null; ) {
    const page: Page<T> = await readPage(cursor);
    items.push(...page.items);
    cursor = page.next === null ? null : { cursor: page.next };
  }
  return items;
}

async function readVerdicts(store: OpenStore): Promise<ReadonlyMap<string, readonly StoredVerdict[]>> {
  const rows = await run<StoredVerdict & { readonly event_id: string }>(
    store.db,
    `select v.event_id, g.slo, v.verdict, v.at from verdicts v join generations g on g.id = v.generation and g.state = 'current'
     order by v.event_id, g.slo`,
  );
  const verdicts = new Map<string, readonly StoredVerdict[]>();
  for (const { event_id, slo, verdict, at } of rows)
    verdicts.set(event_id, [...(verdicts.get(event_id) ?? []), { slo, verdict, at }]);
  return verdicts;
}
