'use strict';
// The entry of every npm script: sets up what is missing, then hands over.
//
//   start [--fresh] …          the portal with its sample servers
//   test                       every check
//   mcp-governance …           the command line for owners
//   yarn …                     the workspace's Yarn

const path = require('path');
const { spawn } = require('child_process');
const { ensureInstalled } = require('./install.cjs');
const { SetupError, root, withNpmSettings } = require('./npm.cjs');
const { ensureToolchain } = require('./toolchain.cjs');

const log = line => process.stderr.write(`${line}\n`);
const bin = (folder, name) => path.join(root, 'packages', folder, 'bin', name);

const commands = {
  start: () => [bin('tooling', 'tooling'), 'start'],
  test: () => [bin('tooling', 'tooling'), 'test'],
  'mcp-governance': () => [bin('cli', 'mcp-governance')],
  yarn: toolchain => [toolchain.yarn],
};

async function main() {
  const [name, ...args] = process.argv.slice(2);
  const command = commands[name];
  if (!command) {
    throw new SetupError(
      `Unknown command "${name || ''}"; known are ${Object.keys(commands).join(
        ', ',
      )}.`,
    );
  }
  const toolchain = await ensureToolchain(log);
  if (name === 'yarn') {
    toolchain.env = withNpmSettings(toolchain.env);
  } else {
    await ensureInstalled(toolchain, log);
  }
  const child = spawn(toolchain.node, [...command(toolchain), ...args], {
    // The directory that the person stands in, so that file arguments mean what they say.
    cwd:
      name === 'mcp-governance' ? process.env.INIT_CWD || process.cwd() : root,
    env: toolchain.env,
    stdio: 'inherit',
  });
  // A terminal's Ctrl-C reaches the child by itself, a signal to this process
  // alone does not; the child takes a second one for the first. It decides when
  // all is over.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  // npm's shell, when it is ended, takes nothing with it: then we end by ourselves.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) {
      child.kill('SIGTERM');
    }
  }, 1000).unref();
  child.on('error', error => {
    log(error.message);
    process.exitCode = 1;
  });
  child.on('close', (status, signal) => {
    process.exitCode = signal ? 1 : status;
  });
}

main().catch(error => {
  log(error instanceof SetupError ? error.message : error.stack);
  process.exitCode = 1;
});
