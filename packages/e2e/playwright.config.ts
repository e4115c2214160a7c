import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { findChromium } from './src/findChromium';

const root = path.resolve(__dirname, '..', '..');
const usualPort = 7107;
const port = Number(process.env.E2E_PORT ?? usualPort);
// Runs on ports of their own do not share what they keep.
const run = port === usualPort ? 'e2e' : `e2e-${port}`;
const data = path.join(root, '.portal', run);
process.env.E2E_DATA = data;

/** One portal for all tests, started afresh; tests run one after the other, as they share it. */
export default defineConfig({
  testDir: './tests',
  outputDir: path.join(root, '.portal', `${run}-results`),
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: [
    ['list'],
    [
      'json',
      {
        outputFile:
          process.env.E2E_REPORT ??
          path.join(root, '.portal', `${run}-results.json`),
      },
    ],
  ],
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: findChromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  webServer: {
    command: `node ${path.join(
      root,
      'packages/tooling/bin/tooling',
    )} start --fresh --port ${port} --data ${data}`,
    url: `http://localhost:${port}/.backstage/health/v1/readiness`,
    timeout: 180_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
  },
});
