import glob from 'fast-glob';

/** Files below `root` that fit, as sorted paths with slashes; nothing that was installed or built, nothing behind a link. */
export async function findFiles(
  root: string,
  patterns: string[],
): Promise<string[]> {
  const files = await glob(patterns, {
    cwd: root,
    followSymbolicLinks: false,
    ignore: ['**/node_modules/**', '**/dist/**', '**/dist-types/**'],
  });
  return files.sort();
}
