import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

const layout: { readonly order: readonly string[]; readonly pure: readonly string[] } = JSON.parse(
  readFileSync(new URL('./scripts/import-order.json', import.meta.url), 'utf8'),
);
const rest = layout.order.filter((folder) => !layout.pure.includes(folder));

/** Threads come from the compiled sources, which saves a second for each server that a test starts. */
const resolve = {
  alias: [
    {
      find: /^.*\/spawn-thread\.ts$/,
      replacement: fileURLToPath(new URL('./test/support/spawn-compiled-thread.ts', import.meta.url)),
    },
  ],
};
// A test waits for its database and its servers for half of its time, so one more than there are processors are under way.
const maxWorkers = availableParallelism() + 1;

/** A test waits for a thing as long as that takes, because a busy machine makes a minute of a moment. */
const patient = { poll: { timeout: 60_000, interval: 20 } };

/** What the tests that need Node and npm only have in common. */
const nodeOnly = {
  expect: patient,
  globalSetup: ['test/support/prepare-once.ts'],
  // The files that one process runs share what it has loaded, which takes longer than most of them.
  isolate: false,
  // A start of the embedded database takes seconds, and a busy machine makes a minute of them.
  testTimeout: 120_000,
  hookTimeout: 120_000,
};

/**
 * `quick` and `slow` need Node and npm only; the files of `slow` end in `.slow.test.ts` and take many seconds each. `full` needs real
 * servers: PostgreSQL, pgbouncer, Prometheus, Chromium. `corpus` needs the recordings (CORPUS_DIR) and PostgreSQL; its files end in
 * `.corpus.test.ts`.
 */
export default defineConfig({
  test: {
    maxWorkers,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve,
        test: {
          ...nodeOnly,
          name: 'quick',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/full/**', 'test/**/*.slow.test.ts'],
        },
      },
      { resolve, test: { ...nodeOnly, name: 'slow', include: ['test/**/*.slow.test.ts'], exclude: ['test/full/**'] } },
      {
        resolve,
        test: {
          name: 'full',
          expect: patient,
          include: ['test/full/**/*.test.ts'],
          exclude: ['test/full/**/*.corpus.test.ts'],
          globalSetup: ['test/support/build-once.ts', 'test/support/prepare-once.ts'],
          testTimeout: 1_200_000,
          hookTimeout: 240_000,
        },
      },
      {
        resolve,
        test: {
          name: 'corpus',
          expect: patient,
          include: ['test/full/**/*.corpus.test.ts'],
          globalSetup: ['test/support/require-corpus.ts', 'test/support/prepare-once.ts'],
          testTimeout: 1_200_000,
          hookTimeout: 240_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.{ts,tsx}'],
      // These run in a thread or a process of their own, which is tested from outside and not seen from here.
      exclude: [
        'src/app/settle-thread/settle-thread.ts',
        'src/app/compare-thread/compare-thread.ts',
        'src/cli/main.ts',
        'src/store/embedded/embedded-worker.ts',
        'src/store/embedded/durable-file-system.ts',
      ],
      reporter: ['text', 'json-summary', 'lcov'],
      reportsDirectory: 'coverage',
      thresholds: {
        [`src/{${layout.pure.join(',')}}/**`]: { lines: 100, branches: 100, functions: 100, statements: 100 },
        [`src/{${rest.join(',')}}/**`]: { lines: 90, branches: 90, functions: 90, statements: 90 },
      },
    },
  },
});
