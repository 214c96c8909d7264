import { readBubbleUp } from '../../src/status/read-bubble-up.ts';
import { readAssets } from '../../src/web/page/assets.ts';
import type { PageParts } from '../../src/web/page/page-routes.tsx';
import { root } from '../house/source-files.ts';
import { definitions } from './explainable.ts';
import { type FakeStore, fakeStore } from './fake-store.ts';

export const assets = readAssets(`${root}assets`);

/** What the pages are made from: a store with nothing in it, and these instead. */
export function pageParts(parts: Partial<PageParts> = {}): PageParts {
  const read = parts.read ?? fakeStore();
  return {
    read,
    compare: (...asked) => readBubbleUp(read as FakeStore, ...asked),
    config: {
      app: null,
      webhookPath: '/api/github/webhooks',
      publicUrl: null,
      public: null,
      publicView: { slos: [], repositories: [] },
      services: {},
      statusPage: { title: 'Service levels of CI', contact: null, announcements: [] },
    },
    definitions: async () => definitions,
    notes: async () => [],
    version: '0.1.0',
    changeSlo: async () => {},
    openMeasured: () => ({ readMinutes: async () => [], close: async () => {} }),
    readVersions: async () => [],
    reports: { teamSize: null, effort: {} },
    tiers: ['standard'],
    streams: { open: 0 },
    assets,
    clock: Date.now,
    ...parts,
  };
}
