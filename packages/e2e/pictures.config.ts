import { defineConfig } from '@playwright/test';
import tests from './playwright.config';

/** Takes the pictures in `docs/images`, of a portal that was started afresh: no test run. */
export default defineConfig({
  ...tests,
  testDir: './pictures',
  testMatch: '*.pictures.ts',
  reporter: [['list']],
});
