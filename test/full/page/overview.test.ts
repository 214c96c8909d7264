import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateMonth } from '../../../src/demo/generate-month.ts';
import { startTestServer, type TestServer } from '../../support/app-server.ts';
import { deliverAll, signDelivery } from '../../support/deliver.ts';
import { secret } from '../../support/server-process.ts';

/** Debian's Chromium; another one by CHROMIUM_PATH. */
const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath, args: flags });
  server = await startTestServer({ WEBHOOK_SECRET: secret });
  const { deliveries } = generateMonth({ seed: 'overview', end: Date.now(), deliveries: 1_500 });
  await deliverAll(server.url, [...deliveries].map(signDelivery));
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe.each([
  [1440, 'light'],
  [1440, 'dark'],
  [390, 'light'],
  [390, 'dark'],
] as const)('the overview in Chromium, %i px wide, %s', (width, colorScheme) => {
  let page: Page;
  const complaints: string[] = [];
  const requested: string[] = [];

  beforeAll(async () => {
    page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requested.push(request.url()));
    await page.goto(server.url, { waitUntil: 'load' });
  });
  afterAll(() => page.close());

  test('it names every objective', async () => {
    const text = await page.innerText('body');

    expect(['build-completion', 'first-status', 'test-completion'].filter((name) => !text.includes(name))).toEqual([]);
  });

  test('it needs no scrolling sideways', async () => {
    const widths = await page.evaluate('[document.documentElement.scrollWidth, document.documentElement.clientWidth]');

    expect((widths as readonly number[])[0]).toBeLessThanOrEqual((widths as readonly number[])[1]!);
  });

  test('the browser complains about nothing, and nothing leaves the host', () => {
    expect(complaints).toEqual([]);
    expect(requested.filter((url) => !url.startsWith(server.url))).toEqual([]);
  });

  test('background and text differ, and follow the scheme', async () => {
    const luminance = (await page.evaluate(`
      ['backgroundColor', 'color'].map((name) => {
        const [r, g, b] = getComputedStyle(document.body)[name].match(/[\\d.]+/g).map(Number);
        return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
      })`)) as readonly [number, number];

    const [background, text] = luminance;

    expect(Math.abs(background - text)).toBeGreaterThan(0.6);
    expect(background > text).toBe(colorScheme === 'light');
  });
});
