import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateMonth } from '../../../src/demo/generate-month.ts';
import { startTestServer, type TestServer } from '../../support/app-server.ts';
import { launchBrowser } from '../../support/browser.ts';
import { deliverAll, signDelivery } from '../../support/deliver.ts';
import { secret } from '../../support/server-process.ts';

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
  server = await startTestServer({ WEBHOOK_SECRET: secret });
  const { deliveries } = generateMonth({ seed: 'overview', end: Date.now(), deliveries: 1_500 });
  await deliverAll(server.url, [...deliveries].map(signDelivery));
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe.each([
  [1280, 'light'],
  [1280, 'dark'],
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

  test('axe finds no violation', async () => {
    await page.evaluate(axe.source);

    const violations = (await page.evaluate(`
      axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`)) as readonly string[];

    expect(violations).toEqual([]);
  });

  test('the keyboard reaches what scrolls, and every link shows its focus', async () => {
    const regions = await page.evaluate(`
      [...document.querySelectorAll('.scroll')].map((region) => region.tabIndex)`);

    expect(regions).toEqual((regions as readonly number[]).map(() => 0));
    expect(regions).not.toEqual([]);
  });
});

describe('a page that stays open', () => {
  test('takes what is new into its place, and keeps focus, selection and scroll', async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 600 } });
    await page.clock.install();
    await page.goto(server.url, { waitUntil: 'load' });
    await page.evaluate(`
      const link = document.querySelector('tbody tr:last-child a');
      link.focus();
      window.scrollTo(0, 300);
      getSelection().selectAllChildren(document.querySelector('caption'));
      window.before = { link, table: document.querySelector('table'), selected: String(getSelection()) };`);
    const shown = () => page.evaluate(`document.querySelector('#overview').textContent`);
    const before = await shown();

    const { deliveries } = generateMonth({ seed: 'more', end: Date.now(), deliveries: 60 });
    await deliverAll(server.url, [...deliveries].map(signDelivery));
    await server.app.drain(60_000);
    await page.clock.runFor(11_000);
    await expect.poll(shown).not.toBe(before);

    const kept = await page.evaluate(`({
      focus: document.activeElement === before.link,
      table: document.querySelector('table') === before.table,
      selected: String(getSelection()) === before.selected && before.selected !== '',
      scroll: scrollY,
    })`);
    expect(kept).toEqual({ focus: true, table: true, selected: true, scroll: 300 });
    await page.close();
  });

  test('says so while the server does not answer, and goes on when it does', async () => {
    const page = await browser.newPage();
    await page.clock.install();
    await page.goto(server.url, { waitUntil: 'load' });
    const told = () => page.innerText('[data-live-state]');
    await page.route('**/*', (route) => route.abort());

    await page.clock.runFor(11_000);
    await expect.poll(told).toBe('the server does not answer; trying again');
    await page.unroute('**/*');
    await page.clock.runFor(11_000);

    await expect.poll(told).toBe('updates by itself');
    await page.close();
  });

  test('is complete without a script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(server.url, { waitUntil: 'load' });

    const text = await page.innerText('body');

    expect(text).toContain('reload for the newest');
    expect(text).toContain('build-completion');
    await context.close();
  });
});
