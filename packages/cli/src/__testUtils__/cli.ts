import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCli } from '../runCli';

/** Runs one command line as a terminal would. */
export async function cli(args: string[], env: NodeJS.ProcessEnv = {}) {
  let out = '';
  let err = '';
  const code = await runCli(['node', 'mcp-governance', ...args], {
    out: text => {
      out += text;
    },
    err: text => {
      err += text;
    },
    env,
    now: () => new Date('2026-11-20T08:00:00Z'),
  });
  return { code, out, err };
}

/** A new folder with those files in it. */
export async function folderWith(
  files: Record<string, string>,
): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cli-'));
  for (const [name, text] of Object.entries(files)) {
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}
