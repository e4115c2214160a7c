'use strict';
// Installs the workspace's packages where something about them has changed.

const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const { spawn, spawnSync } = require('child_process');
const { withLock } = require('./lock.cjs');
const {
  SetupError,
  explainFailure,
  root,
  withNpmSettings,
} = require('./npm.cjs');
const { folder } = require('./toolchain.cjs');

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
  await withLock(folder, 'install', log, async () => {
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
  const env = withNpmSettings(toolchain.env);
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

module.exports = { ensureInstalled };
