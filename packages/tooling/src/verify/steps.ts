import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { portalFolder, root } from '../paths';

/** What one step of the verification came to. */
export interface StepResult {
  passed: number;
  failed: number;
  skipped: number;
}

/** One step: a check that passes or fails as a whole, or a test run that counts. */
export interface Step {
  title: string;
  run(): Promise<StepResult>;
}

function runNode(
  args: string[],
  cwd = root,
  env: NodeJS.ProcessEnv = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        FORCE_COLOR: process.stdout.isTTY ? '1' : '0',
        ...env,
      },
    });
    child.on('error', reject);
    child.on('close', status => resolve(status ?? 1));
  });
}

function check(title: string, args: () => string[]): Step {
  return {
    title,
    async run() {
      const isGood = (await runNode(args())) === 0;
      return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 };
    },
  };
}

/** A command of a dependency of the workspace: its package need not export the file. */
function bin(packageName: string, command = packageName): string {
  const folder = path.join(root, 'node_modules', packageName);
  const manifest = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  ) as { bin: string | Record<string, string> };
  return path.join(
    folder,
    typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[command],
  );
}
const backstageCli = () => bin('@backstage/cli', 'backstage-cli');

/** Reads counts that a test runner wrote, and never takes a run that wrote none for a good one. */
function counted(
  status: number,
  file: string,
  read: (report: never) => StepResult,
): StepResult {
  if (!existsSync(file)) {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const result = read(JSON.parse(readFileSync(file, 'utf8')) as never);
  return status !== 0 && result.failed === 0
    ? { ...result, failed: 1 }
    : result;
}

const tests: Step = {
  title: 'unit and integration tests',
  async run() {
    const report = path.join(portalFolder, 'tests.json');
    rmSync(report, { force: true });
    const status = await runNode([
      backstageCli(),
      'repo',
      'test',
      '--watchAll=false',
      '--maxWorkers=2',
      '--json',
      `--outputFile=${report}`,
    ]);
    return counted(
      status,
      report,
      (counts: {
        numPassedTests: number;
        numFailedTests: number;
        numRuntimeErrorTestSuites: number;
        numPendingTests: number;
      }) => ({
        passed: counts.numPassedTests,
        failed: counts.numFailedTests + counts.numRuntimeErrorTestSuites,
        skipped: counts.numPendingTests,
      }),
    );
  },
};

/** Every check that needs no browser. */
export const verifySteps: Step[] = [
  check('types', () => [bin('typescript', 'tsc'), '--noEmit']),
  check('lint', () => [backstageCli(), 'repo', 'lint', '--max-warnings', '0']),
  check('format', () => [bin('prettier'), '--check', '.']),
  check('dead code', () => [bin('knip')]),
  check('generated files', () => [
    path.join(root, 'packages/tooling/bin/tooling'),
    'generate',
    '--check',
  ]),
  tests,
];

/** The whole portal in a real browser. */
export const browserStep: Step = {
  title: 'browser tests',
  async run() {
    const report = path.join(portalFolder, 'e2e-results.json');
    rmSync(report, { force: true });
    const status = await runNode(
      [bin('@playwright/test', 'playwright'), 'test'],
      path.join(root, 'packages', 'e2e'),
      { E2E_REPORT: report },
    );
    return counted(
      status,
      report,
      (counts: {
        stats: {
          expected: number;
          unexpected: number;
          flaky: number;
          skipped: number;
        };
      }) => ({
        passed: counts.stats.expected,
        failed: counts.stats.unexpected + counts.stats.flaky,
        skipped: counts.stats.skipped,
      }),
    );
  },
};
