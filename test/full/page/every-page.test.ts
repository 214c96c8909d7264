import { mkdirSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateMonth } from '../../../src/demo/generate-month.ts';
import { systemViewer } from '../../../src/model/viewer.ts';
import { startTestServer, type TestServer } from '../../support/app-server.ts';
import { launchBrowser } from '../../support/browser.ts';
import { deliverAll, signDelivery } from '../../support/deliver.ts';
import { entryOf, status } from '../../support/entries.ts';
import { secret } from '../../support/server-process.ts';

/** Where the pictures go; CI keeps them. */
const folder = process.env['SCREENSHOT_DIR'] ?? 'test-results/screenshots';

let server: TestServer;
let browser: Browser;
/** By what they are called: the pages that there are. */
let pages: Readonly<Record<string, string>>;

beforeAll(async () => {
  browser = await launchBrowser();
  server = await startTestServer({ WEBHOOK_SECRET: secret });
  const { deliveries } = generateMonth({ seed: 'every page', end: Date.now(), deliveries: 2_500 });
  await deliverAll(server.url, [...deliveries].map(signDelivery));
  expect(await server.app.drain(60_000)).toBe(true);
  const { read } = server.app.store;
  const [run] = (await read.listRuns(systemViewer, { state: 'failure', limit: 1 })).items;
  const [revision] = (await read.listRevisions(systemViewer, { provider: 'any', limit: 1 })).items;
  pages = {
    overview: '/',
    live: '/live',
    runs: '/runs?kind=build',
    run: `/runs/${run?.id}`,
    revisions: '/revisions',
    revision: `/revisions/${revision?.id}`,
    repositories: '/repositories',
    providers: '/providers',
    service: '/services/ci',
    alerts: '/alerts',
    report: '/reports',
    health: '/health',
    status: '/status',
    builder: '/slos/new',
    edit: '/slos/build-completion/edit',
    slo: '/slos/build-completion?compare=yes',
    tokens: '/tokens',
    api: '/api',
    pieces: '/dev/pieces',
    missing: '/nowhere',
  };
  mkdirSync(folder, { recursive: true });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const names = [
  ...[
    'overview',
    'live',
    'runs',
    'run',
    'revisions',
    'revision',
    'repositories',
    'providers',
    'service',
    'alerts',
    'report',
  ],
  ...['health', 'status', 'builder', 'edit', 'slo', 'tokens', 'api', 'pieces', 'missing'],
];

describe.each([
  [1440, 'light'],
  [1440, 'dark'],
  [390, 'light'],
  [390, 'dark'],
] as const)('in Chromium, %i px wide, %s', (width, colorScheme) => {
  let page: Page;
  let complaints: string[] = [];
  let requested: string[] = [];

  beforeAll(async () => {
    page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requested.push(request.url()));
  });
  afterAll(() => page.close());

  test.each(names)('the page %s is whole', async (name) => {
    complaints = [];
    requested = [];
    const response = await page.goto(server.url + pages[name], { waitUntil: 'load' });
    await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: width === 1440 });

    expect(response?.status()).toBe(name === 'missing' ? 404 : 200);
    // The browser says by itself that a page is not there.
    expect(complaints.filter((text) => name !== 'missing' || !text.includes('404'))).toEqual([]);
    expect(requested.filter((url) => !url.startsWith(server.url))).toEqual([]);
    const counts = await page.evaluate(`[
      document.querySelectorAll('h1').length,
      document.querySelectorAll('main').length,
      document.documentElement.scrollWidth - document.documentElement.clientWidth,
    ]`);
    expect(counts).toEqual([1, 1, 0]);
    await page.evaluate(axe.source);
    const violations = await page.evaluate(`
      axe.run().then(({ violations }) =>
        violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 200)).join(' | ')))`);
    expect(violations).toEqual([]);
  });
});

/** The bytes of a body as they are sent. */
function sentBytes(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(server.url + path, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        bytes += part.length;
      });
      response.on('end', () => resolve(bytes));
    }).on('error', reject);
  });
}

test('the first view of every page, with its style and script, is sent in less than 150 KB', async () => {
  const html = await (await fetch(server.url)).text();
  const files = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
  expect(files).toHaveLength(2);
  const shared = (await Promise.all(files.map(sentBytes))).reduce((sum, bytes) => sum + bytes, 0);

  const sizes = await Promise.all(
    Object.entries(pages).map(async ([name, path]) => [name, shared + (await sentBytes(path))]),
  );

  expect(sizes.filter(([, bytes]) => Number(bytes) >= 150_000)).toEqual([]);
});

describe('the live view', () => {
  test('shows a job that is reported while it is open, without a reload', async () => {
    const page = await browser.newPage();
    await page.goto(`${server.url}/live`);
    expect(await page.innerText('#live')).not.toContain('opened just now');
    await server.app.store.append([entryOf(status({ at: Date.now() - 1000, name: 'opened just now' }))]);

    await expect.poll(() => page.innerText('#live'), { timeout: 12_000 }).toContain('opened just now');
    await page.close();
  });
});
