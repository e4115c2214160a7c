import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './paths';

/** A checkout in which nothing was ever set up. */
function freshCheckout() {
  const folder = mkdtempSync(path.join(tmpdir(), 'checkout-'));
  cpSync(path.join(root, 'scripts'), path.join(folder, 'scripts'), {
    recursive: true,
  });
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ packageManager: 'yarn@4.9.2' }),
  );
  return folder;
}

function bootstrap(args: string[], env: NodeJS.ProcessEnv = {}) {
  return new Promise<{ code: unknown; stdout: string; stderr: string }>(
    done => {
      execFile(
        process.execPath,
        [path.join(freshCheckout(), 'scripts', 'bootstrap.cjs'), ...args],
        { env: { ...process.env, ...env } },
        (error, stdout, stderr) =>
          done({ code: error?.code ?? 0, stdout, stderr }),
      );
    },
  );
}

describe('the bootstrap script', () => {
  it('says in one sentence that the registry cannot be reached, and where to change it', async () => {
    const { code, stdout, stderr } = await bootstrap(['start'], {
      npm_config_registry: 'http://reader:pass-phrase@127.0.0.1:9/',
      npm_config_fetch_retries: '0',
      npm_config_cache: mkdtempSync(path.join(tmpdir(), 'npm-cache-')),
      npm_config_logs_max: '0',
    });
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n').at(-1)).toBe(
      'Bringing Node and Yarn failed: the npm registry (http://127.0.0.1:9/) cannot be reached. Check the network, or point npm at your registry with "npm config set registry URL".',
    );
  }, 60_000);

  it('names the commands it knows', async () => {
    const { code, stderr } = await bootstrap(['serve']);
    expect(code).toBe(1);
    expect(stderr).toBe(
      'Unknown command "serve"; known are start, test, mcp-governance, yarn.\n',
    );
  });
});
