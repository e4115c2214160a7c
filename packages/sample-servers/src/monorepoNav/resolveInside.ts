import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { ToolRefusal } from '../tools/ToolRefusal';

function isInside(root: string, target: string): boolean {
  const relative = path.relative(root, target);
  return (
    !path.isAbsolute(relative) &&
    relative.split(path.sep).every(s => s !== '..')
  );
}

/**
 * The workspace path, with slashes and without symbolic links, that `requested`
 * names; the root is ``. What lies outside, or does not exist, is refused.
 */
export async function resolveInside(
  root: string,
  requested: string,
): Promise<string> {
  const outside = new ToolRefusal(
    'The path leads out of the workspace. Give one below its root, such as packages/app/src/App.tsx.',
  );
  const isRelative =
    !path.posix.isAbsolute(requested) && !path.win32.isAbsolute(requested);
  const parts = requested.split(/[\\/]/);
  if (!isRelative || parts.includes('..') || requested.includes('\0')) {
    throw outside;
  }
  const [realRoot, target] = await Promise.all([
    realpath(root),
    realpath(path.resolve(root, requested)).catch(() => undefined),
  ]);
  if (target === undefined) {
    throw new ToolRefusal(
      'Nothing stands at this path in the workspace. where_is finds the file of a symbol.',
    );
  }
  if (!isInside(realRoot, target)) {
    throw outside;
  }
  return path.relative(realRoot, target).split(path.sep).join('/');
}
