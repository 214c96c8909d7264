import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Comparer, createComparer } from '../../src/app/compare-thread/create-comparer.ts';
import { systemViewer } from '../../src/model/viewer.ts';
import { type BubbleUpQuestion, readBubbleUp } from '../../src/status/read-bubble-up.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../support/embedded-store.ts';
import { entryOf, minute, noon, status } from '../support/entries.ts';
import { deploymentOf, deployTo, settleAll } from '../support/generations.ts';
import { objectives } from '../support/objectives.ts';

let embedded: EmbeddedStore;
let comparer: Comparer;
const objective = objectives.find(({ name }) => name === 'build-completion')!;
const now = noon + 2_000 * minute;
const question: BubbleUpQuestion = { from: 0, to: noon + 1_000 * minute, dimensions: null, limit: 20 };

beforeAll(async () => {
  embedded = await openEmbeddedStore();
  await deployTo(embedded.store, deploymentOf(), now);
  const entries = Array.from({ length: 40 }, (_, index) => {
    const own = { headSha: String(index % 10).repeat(40), name: `build ${index}`, at: noon + index * minute };
    return [
      entryOf(status({ ...own })),
      entryOf(status({ ...own, at: own.at + 1000, phase: 'final', conclusion: index % 4 === 0 ? 'error' : 'success' })),
    ];
  });
  await embedded.store.append(entries.flat());
  await settleAll(embedded.store, now);
  comparer = createComparer({ store: embedded.store, databaseUrl: null });
}, 60_000);
afterAll(async () => {
  await comparer.stop();
  await embedded.remove();
});

describe('comparing in a thread of its own', () => {
  it('finds what comparing here finds, for several at once', async () => {
    const here = await readBubbleUp(embedded.store.read, systemViewer, objective, question);

    const there = await Promise.all([1, 2, 3].map(() => comparer.compare(systemViewer, objective, question)));

    expect(here.bad + here.good).toBe(40);
    expect(there).toEqual([here, here, here]);
  });

  it('tells what is wrong with a question', async () => {
    const wrong = comparer.compare(systemViewer, objective, { ...question, dimensions: ['nothing'] });

    await expect(wrong).rejects.toMatchObject({ code: 'bad_request', wrong: { parameter: 'dimensions' } });
  });

  it('sees what the viewer sees', async () => {
    const nobody = { kind: 'everyone', slos: [], repositories: [] } as const;

    expect(await comparer.compare(nobody, objective, question)).toMatchObject({ bad: 0, good: 0 });
  });

  it('begins anew after it ended, by itself or because nobody asked', async () => {
    const idle = createComparer({ store: embedded.store, databaseUrl: null, idleMs: 1 });
    await idle.compare(systemViewer, objective, question);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await idle.compare(systemViewer, objective, question)).good).toBe(30);
    const left = idle.compare(systemViewer, objective, question);
    await Promise.all([expect(left).rejects.toThrow('ended'), idle.stop()]);
  });
});
