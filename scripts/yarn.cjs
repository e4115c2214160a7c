'use strict';
// `yarnPath` of this workspace: whatever Yarn was called hands over to the
// pinned one, on a Node that is supported. Its set-up speaks on standard error.

const { spawnSync } = require('child_process');
const { SetupError, withNpmSettings } = require('./npm.cjs');
const { ensureToolchain } = require('./toolchain.cjs');

async function main() {
  const toolchain = await ensureToolchain(line =>
    process.stderr.write(`${line}\n`),
  );
  const args = process.argv.slice(2);
  const needsRegistry = /^(|install|add|up|dlx)$/.test(args[0] || '');
  const env = needsRegistry ? withNpmSettings(toolchain.env) : toolchain.env;
  const result = spawnSync(toolchain.node, [toolchain.yarn, ...args], {
    stdio: 'inherit',
    env,
  });
  process.exitCode = result.status === null ? 1 : result.status;
}

main().catch(error => {
  process.stderr.write(
    `${error instanceof SetupError ? error.message : error.stack}\n`,
  );
  process.exitCode = 1;
});
