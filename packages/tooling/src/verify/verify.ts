import { mkdirSync } from 'node:fs';
import { findChromium } from 'e2e';
import { portalFolder } from '../paths';
import { Step, StepResult, browserStep, verifySteps } from './steps';

const print = (line: string) => process.stdout.write(`${line}\n`);

function summary({ passed, failed, skipped }: StepResult): string {
  return `${passed} passed, ${failed} failed${
    skipped > 0 ? `, ${skipped} skipped` : ''
  }`;
}

async function runAll(steps: Step[]): Promise<StepResult> {
  const total: StepResult = { passed: 0, failed: 0, skipped: 0 };
  const lines: string[] = [];
  for (const step of steps) {
    print(`\n── ${step.title} ──`);
    const started = Date.now();
    const result = await step.run();
    total.passed += result.passed;
    total.failed += result.failed;
    total.skipped += result.skipped;
    lines.push(
      `${result.failed === 0 ? 'ok  ' : 'FAIL'}  ${step.title}: ${summary(
        result,
      )} (${Math.round((Date.now() - started) / 1000)} s)`,
    );
  }
  print(`\n${lines.join('\n')}`);
  return total;
}

function finish(total: StepResult): void {
  print(`\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

/** Types, lint, format, dead code, generated files, unit and integration tests. */
export async function verify(): Promise<void> {
  mkdirSync(portalFolder, { recursive: true });
  finish(await runAll(verifySteps));
}

/** Everything that {@link verify} does, and the browser tests where there is a browser. */
export async function testAll(options: {
  skipNothing: boolean;
}): Promise<void> {
  mkdirSync(portalFolder, { recursive: true });
  const hasBrowser = findChromium() !== undefined;
  const steps =
    hasBrowser || options.skipNothing
      ? [...verifySteps, browserStep]
      : verifySteps;
  const total = await runAll(steps);
  if (!hasBrowser) {
    print(
      'skipped: no Chromium. Install one (Debian and Ubuntu: apt-get install chromium; macOS: brew install --cask chromium) or set CHROMIUM_PATH, and the browser tests run too.',
    );
  }
  if (options.skipNothing && total.skipped > 0) {
    print(`${total.skipped} skipped, which counts as failed here.`);
    total.failed += total.skipped;
  }
  finish(total);
}
