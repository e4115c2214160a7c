import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../Failure';
import { root } from '../paths';

/** What the built frontend is made of. */
const sources = [
  'yarn.lock',
  'packages/app',
  'plugins/mcp-governance',
  'plugins/mcp-governance-common',
];
const ignored = new Set(['node_modules', 'dist', 'dist-types', 'coverage']);

async function listFiles(target: string): Promise<string[]> {
  if (/\.[a-z]+$/.test(target)) {
    return [target];
  }
  const entries = await readdir(target, { withFileTypes: true });
  const nested = await Promise.all(
    entries
      .filter(entry => !ignored.has(entry.name))
      .map(entry => {
        const file = path.join(target, entry.name);
        return entry.isDirectory() ? listFiles(file) : [file];
      }),
  );
  return nested.flat().sort();
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of await listFiles(path.join(root, source))) {
      hash.update(path.relative(root, file));
      hash.update(await readFile(file));
    }
  }
  return hash.digest('hex');
}

/** Builds the frontend unless the last build was made of the same sources. */
export async function buildApp(log: (line: string) => void): Promise<void> {
  const folder = path.join(root, 'packages', 'app');
  const stamp = path.join(folder, 'dist', '.built-from');
  const current = await fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === current) {
    return;
  }
  log('Building the frontend (about half a minute) …');
  const output: string[] = [];
  const status = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [require.resolve('@backstage/cli/bin/backstage-cli'), 'package', 'build'],
      { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => output.push(String(chunk)));
    }
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (status !== 0) {
    process.stderr.write(output.join(''));
    throw new Failure(
      /ENOSPC/.test(output.join(''))
        ? 'Building the frontend failed: the disk is full.'
        : 'Building the frontend failed; the lines above say why.',
    );
  }
  writeFileSync(stamp, current);
}
