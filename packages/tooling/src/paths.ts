import path from 'node:path';

/** The root of the checkout. */
export const root = path.resolve(
  path.dirname(require.resolve('../package.json')),
  '..',
  '..',
);

/** Everything that a running portal keeps: database, tokens, logs. Git-ignored. */
export const portalFolder = path.join(root, '.portal');
