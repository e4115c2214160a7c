import { spawn } from 'node:child_process';
import path from 'node:path';
import { listen } from './listen';

/** The public reference server `@modelcontextprotocol/server-everything`, from npm, over HTTP. */
export async function startEverything(): Promise<{
  url: string;
  close(): Promise<void>;
}> {
  const probe = await listen(() => {});
  const { port } = probe;
  await probe.close();
  const manifest = require.resolve(
    '@modelcontextprotocol/server-everything/package.json',
  );
  const child = spawn(
    process.execPath,
    [path.join(path.dirname(manifest), 'dist', 'index.js'), 'streamableHttp'],
    {
      env: { ...process.env, PORT: String(port) },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  await new Promise<void>((resolve, reject) => {
    let output = '';
    child.stderr.on('data', chunk => {
      output += chunk;
      if (output.includes('listening')) {
        resolve();
      }
    });
    child.once('error', reject);
    child.once('close', () =>
      reject(new Error(`server-everything ended: ${output}`)),
    );
  });
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    close: () =>
      new Promise(resolve => {
        child.once('close', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}
