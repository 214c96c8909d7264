import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const layout: { readonly order: readonly string[]; readonly pure: readonly string[] } = JSON.parse(
  readFileSync(new URL('./scripts/import-order.json', import.meta.url), 'utf8'),
);
// Under a second and third Node what takes long because of SQL, and says nothing of Node, is left out.
const ofSql = [
  'test/app/backfill-on-install.test.ts',
  'test/backfill/run-backfill.test.ts',
  'test/recover/run-pass.test.ts',
  'test/settle/order.test.ts',
  'test/store/distribution/**',
];
const long = process.env['TEST_BRIEFLY'] === undefined ? [] : ofSql;
const rest = layout.order.filter((folder) => !layout.pure.includes(folder));

/** `quick` needs Node and npm only; `full` adds real servers (PostgreSQL, Prometheus, Chromium) and the recordings. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'quick',
          include: ['test/**/*.test.ts'],
          exclude: ['test/full/**', ...long],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'full',
          include: ['test/full/**/*.test.ts'],
          globalSetup: ['test/support/build-once.ts'],
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      // These run in a thread or a process of their own, which is tested from outside and not seen from here.
      exclude: [
        'src/app/settle-thread/settle-thread.ts',
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
