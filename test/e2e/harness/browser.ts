import { chromium, type Browser } from 'playwright-core';
import { ensureChromium } from '../../../scripts/vscode/chromium';

/** Keeps the browser from updating itself, phoning home and using a graphics card or QUIC. */
const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Starts an installed Chromium, Chrome or Edge without a window. Close it when done. */
export function launchBrowser(): Promise<Browser> {
  // Chromium's sandbox does not work for root; the only pages opened are those of the test's own server.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: ensureChromium(), headless: true, args: [...quiet, ...sandbox] });
}
