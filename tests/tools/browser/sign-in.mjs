// The browser of a person who signs in: node sign-in.mjs LOG NAME ADDRESS
// Fills whatever form comes (name, password, code), presses its button, and is content with a page that says so.
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [log, name, address] = process.argv.slice(2);
const say = (line) => appendFileSync(log, `${line}\n`);
const folder = mkdtempSync(join(tmpdir(), 'daypass-browser-'));
const browser = await chromium.launchPersistentContext(folder, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  ignoreHTTPSErrors: true,
  timeout: 120_000,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-proxy-server'],
});
try {
  const page = browser.pages()[0] ?? await browser.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(address, { waitUntil: 'load' });
  for (let step = 0; step < 20; step++) {
    const text = await page.locator('body').innerText();
    say(`${new URL(page.url()).pathname}: ${text.replace(/\s+/g, ' ').slice(0, 200)}`);
    if (/signed in|sign-in success/i.test(text)) {
      break;
    }
    for (const [field, value] of [['login', name], ['password', 'any']]) {
      const input = page.locator(`input[name=${field}]`);
      if (await input.count()) {
        await input.first().fill(value);
      }
    }
    const button = page.locator('button[type=submit], input[type=submit]').first();
    if (await button.count()) {
      await Promise.all([page.waitForNavigation({ waitUntil: 'load' }).catch(() => {}), button.click({ noWaitAfter: true }).catch(() => {})]);
    } else {
      await page.waitForTimeout(250);
    }
  }
} catch (error) {
  say(`broken: ${error}`);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
