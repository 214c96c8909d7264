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
  const { deliveries } = generateMonth({ seed: 'builder', end: Date.now() - 3_600_000, deliveries: 2_000 });
  await deliverAll(server.url, [...deliveries].map(signDelivery));
  expect(await server.app.drain(60_000)).toBe(true);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function press(page: Page, name: string): Promise<void> {
  await Promise.all([page.waitForLoadState('load'), page.getByRole('button', { name }).click()]);
}

describe.each([
  ['with a script', true],
  ['without a script', false],
] as const)('the builder, %s', (_how, javaScriptEnabled) => {
  const name = javaScriptEnabled ? 'with-script' : 'plain-form';

  test('makes an SLO whose preview equals its status once its past is counted', async () => {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(server.url);
    await page.getByRole('link', { name: 'Make an SLO' }).click();
    await page.getByLabel(/^Name/).fill(name);
    await page.getByLabel('Target, per cent').fill('97.5');
    await press(page, 'Preview');
    const previewed = await page.innerText('#preview .summary');
    expect(previewed).toMatch(/[1-9]\d* good and \d+ bad events? from/);

    await press(page, 'Save');
    await page.waitForURL(`${server.url}/slos/${name}`);
    const shown = /(\d[\d,]*) good and (\d+) bad/.exec(previewed);
    const numberOf = (text: string | undefined) => Number((text ?? '').replaceAll(',', ''));
    await expect
      .poll(
        async () => {
          const answer = await fetch(`${server.url}/api/slos/${name}/status`);
          const { good, bad } = (await answer.json()) as { readonly good: number; readonly bad: number };
          return [good, bad];
        },
        { timeout: 20_000 },
      )
      .toEqual([numberOf(shown?.[1]), numberOf(shown?.[2])]);
    await context.close();
  }, 60_000);

  test('changes it as OpenSLO, tells who changed it, and deletes it', async () => {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(`${server.url}/slos/${name}`);
    await page.getByRole('link', { name: 'Edit' }).click();
    const document = await page.getByLabel('OpenSLO').inputValue();
    await page.getByLabel('OpenSLO').fill(document.replace('30d', '7d'));
    await press(page, 'Save');
    await page.waitForURL(`${server.url}/slos/${name}`);
    expect(await page.innerText('main')).toContain('in 7d');

    await page.getByRole('link', { name: 'Edit' }).click();
    expect(await page.innerText('.timeline')).toMatch(
      /this machine stored version 2[\s\S]*this machine stored version 1/,
    );
    await page.getByRole('button', { name: /^Delete/ }).click();
    await page.waitForURL(`${server.url}/`);
    expect((await fetch(`${server.url}/api/slos/${name}`)).status).toBe(404);
    await context.close();
  }, 60_000);

  test('says what is wrong beside the form, and keeps what was written', async () => {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(`${server.url}/slos/new`);
    await page.getByLabel(/^Name/).fill('wrong');
    await page.getByLabel('Good are those with').fill("stat = 'success'");
    await press(page, 'Preview');

    expect(await page.innerText('[role=alert]')).toContain('stat');
    expect(await page.getByLabel('Good are those with').inputValue()).toBe("stat = 'success'");
    await context.close();
  });

  test('shows an SLO from a file and does not change it', async () => {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(`${server.url}/slos/build-completion/edit`);

    expect(await page.innerText('main')).toContain('comes from the file');
    expect(await page.locator('textarea').count()).toBe(0);
    await context.close();
  });
});
