import path from 'node:path';

/** The root of the workspace that this package belongs to. */
export const workspaceRoot = path.resolve(
  // eslint-disable-next-line no-restricted-syntax -- the samples only ever run from source
  __dirname,
  '..',
  '..',
  '..',
);
