import { execFile } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';

/** Every client scenario of the suite that concerns a transport, with the revisions it exists for. */
const scenarios = [
  ['initialize', '2025-11-25'],
  ['tools_call', '2025-11-25'],
  ['tools_call', '2026-07-28'],
  ['sse-retry', '2025-11-25'],
  ['request-metadata', '2026-07-28'],
  ['http-standard-headers', '2026-07-28'],
  ['http-custom-headers', '2026-07-28'],
  ['http-invalid-tool-headers', '2026-07-28'],
  ['json-schema-ref-no-deref', '2026-07-28'],
  ['json-schema-2020-12-preservation', '2025-11-25'],
  ['json-schema-2020-12-preservation', '2026-07-28'],
];

const suite = join(
  dirname(require.resolve('@modelcontextprotocol/conformance/package.json')),
  'dist/index.js',
);
const client = [
  process.execPath,
  '--no-node-snapshot',
  '--require',
  require.resolve('@backstage/cli/config/nodeTransform.cjs'),
  resolve(__dirname, 'client.ts'),
];

function runScenario(name: string, revision: string) {
  return new Promise<{ code: unknown; output: string }>(done => {
    execFile(
      process.execPath,
      [
        suite,
        'client',
        ...['--scenario', name],
        ...['--spec-version', revision],
        ...['--command', client.map(part => `"${part}"`).join(' ')],
      ],
      { timeout: 60_000 },
      (error, stdout, stderr) =>
        done({ code: error?.code ?? 0, output: stdout + stderr }),
    );
  });
}

describe('our transport under the official conformance suite', () => {
  it.each(scenarios)(
    'passes %s of %s',
    async (name, revision) => {
      const { code, output } = await runScenario(name, revision);
      expect(output).toMatch(/Passed: ([1-9]\d*)\/\1, 0 failed/);
      expect(code).toBe(0);
    },
    70_000,
  );
});
