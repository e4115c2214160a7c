import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../Failure';
import { root } from '../paths';
import { generatedFiles } from './generatedFiles';

/** Writes the generated files, or with `check` only says which are stale. */
export function generate({ check }: { check: boolean }): void {
  const stale = generatedFiles.filter(({ path: file, content }) => {
    const target = path.join(root, file);
    return !existsSync(target) || readFileSync(target, 'utf8') !== content();
  });
  if (check && stale.length > 0) {
    throw new Failure(
      `Out of date: ${stale
        .map(file => file.path)
        .join(', ')}. Run "yarn generate" and commit.`,
    );
  }
  for (const { path: file, content } of stale) {
    const target = path.join(root, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content());
    process.stdout.write(`wrote ${file}\n`);
  }
}
