import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
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
  const { deliveries } = generateMonth({ seed: 'cislo', end: Date.now() });
  await deliverAll(server.url, [...deliveries].map(signDelivery));
  expect(await server.app.drain(60_000)).toBe(true);
}, 180_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** How somebody gets from one thing to the next. */
type Press = (page: Page, target: Locator) => Promise<void>;

const click: Press = async (page, target) => {
  await Promise.all([page.waitForEvent('framenavigated'), target.first().click()]);
  await page.waitForLoadState('load');
};

/** Tab until it has the focus, which has to be seen, then Enter. */
const byKeyboard: Press = async (page, target) => {
  const wanted = await target.first().elementHandle();
  for (let presses = 0; presses < 400; presses += 1) {
    await page.keyboard.press('Tab');
    if (await wanted?.evaluate((element) => element === element.ownerDocument.activeElement)) break;
  }
  const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
  expect(outline).not.toBe('none');
  await Promise.all([page.waitForEvent('framenavigated'), page.keyboard.press('Enter')]);
  await page.waitForLoadState('load');
};

describe.each([
  ['with a mouse', click, true],
  ['by keyboard alone', byKeyboard, true],
  ['without a script', click, false],
] as const)('a newcomer, %s', (_how, press, javaScriptEnabled) => {
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    context = await browser.newContext({ javaScriptEnabled });
    page = await context.newPage();
  });
  afterAll(() => context.close());

  test('goes from the overview to what burnt the worst SLO, and on to GitHub', async () => {
    await page.goto(server.url);
    await press(page, page.locator('table.cards tbody th a[href^="/slos/"]'));
    expect(page.url()).toMatch(/\/slos\/[\w-]+$/);
    const link = page.locator('#events li a').first();

    expect(await link.getAttribute('href')).toMatch(/^https:\/\//);
    expect(await page.innerText('.summary')).toMatch(/bad/);
  });

  test('asks what the bad events have in common, looks at those of one value, and finds them again after a reload', async () => {
    await page.goto(`${server.url}/slos/build-completion`);
    await press(page, page.getByRole('link', { name: 'Compare bad events with good ones' }));
    await press(page, page.locator('#common table a, #common li a'));
    const chosen = new URL(page.url());
    const text = await page.innerText('#events');
    expect(chosen.searchParams.get('dimension')).not.toBeNull();
    await page.reload();

    expect(page.url()).toBe(chosen.href);
    expect(await page.innerText('#events')).toBe(text);
    await page.goBack();
    expect(new URL(page.url()).searchParams.get('compare')).toBe('yes');
  });

  test('goes from a list to one run, to its pull request, and on to all of its repository', async () => {
    await page.goto(server.url);
    await press(page, page.getByRole('link', { name: 'Job runs' }));
    await press(page, page.locator('table.cards tbody th a[href^="/runs/"]'));
    expect(await page.innerText('.timeline')).toContain('opened the run');
    await press(page, page.getByRole('link', { name: 'its pull requests' }));
    expect(page.url()).toContain('/revisions?');
    await page.goBack();
    await press(page, page.locator('nav[aria-label="Where you are"] a').nth(1));

    expect(page.url()).toContain('/runs?repository=');
  });

  test('makes an SLO of what the form offers, and sees how it would stand', async () => {
    await page.goto(server.url);
    await press(page, page.getByRole('link', { name: 'Make an SLO' }));
    await page.getByLabel(/^Name/).focus();
    await page.keyboard.type('mine');
    await press(page, page.getByRole('button', { name: 'Preview' }));

    expect(await page.innerText('#preview')).toMatch(/[1-9]\d* good and \d+ bad events?/);
    expect(await page.getByLabel(/^Name/).inputValue()).toBe('mine');
  });
});
