import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loggedEvents } from '../../src/recover/logged-events.ts';
import { root } from './source-files.ts';

/** The permission each event asks for, from GitHub's webhook reference (docs.github.com/webhooks/webhook-events-and-payloads). */
const permissionOf: Readonly<Record<string, string>> = {
  check_run: 'checks',
  check_suite: 'checks',
  delete: 'contents',
  deployment_protection_rule: 'deployments',
  deployment_review: 'deployments',
  merge_group: 'merge_queues',
  pull_request: 'pull_requests',
  push: 'contents',
  repository: 'metadata',
  status: 'statuses',
  workflow_job: 'actions',
  workflow_run: 'actions',
};

const manifest: {
  readonly default_events: readonly string[];
  readonly default_permissions: Readonly<Record<string, string>>;
} = parse(readFileSync(join(root, 'app.yml'), 'utf8'));

describe('app.yml', () => {
  test('it subscribes to every event that is measured or recorded', () => {
    expect([...manifest.default_events].sort()).toEqual(Object.keys(permissionOf).sort());
  });

  test('it asks for exactly the permissions of those events, and metadata', () => {
    const needed = new Set([...manifest.default_events.map((event) => permissionOf[event]!), 'metadata']);

    expect(Object.keys(manifest.default_permissions).sort()).toEqual([...needed].sort());
  });

  test('what it subscribes to is fetched when it was missed', () => {
    expect([...loggedEvents].sort()).toEqual([...manifest.default_events].sort());
  });

  test('docs/operating.md tells what each event is for', () => {
    const table = readFileSync(join(root, 'docs/operating.md'), 'utf8');
    const rows = [...table.matchAll(/^\| (`\w+`(?:, `\w+`)*) \| (\w+) \|/gm)].flatMap(([, events, permission]) =>
      [...`${events}`.matchAll(/\w+/g)].map(([event]) => [event, permission]),
    );

    expect(Object.fromEntries(rows)).toEqual(permissionOf);
  });

  test('it only reads', () => {
    expect(new Set(Object.values(manifest.default_permissions))).toEqual(new Set(['read']));
  });
});
