'use strict';
// The npm that is already there: its registry, its commands, what its failures mean.

const path = require('path');
const { spawnSync } = require('child_process');

const root = path.resolve(__dirname, '..');

/** A failure that is explained to a person in one sentence, without a stack. */
class SetupError extends Error {}

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

/** What Yarn calls npm's other settings of how a registry is reached. */
const networkSettings = {
  cafile: 'YARN_HTTPS_CA_FILE_PATH',
  proxy: 'YARN_HTTP_PROXY',
  'https-proxy': 'YARN_HTTPS_PROXY',
};

/** The environment for a Yarn that reaches the registry as npm does; what the environment says itself stays. */
function withNpmSettings(env) {
  const answer = runNpm(['config', 'get', ...Object.keys(networkSettings)], {
    cwd: root,
  });
  const fromNpm = { YARN_NPM_REGISTRY_SERVER: npmRegistry() };
  for (const line of (answer.stdout || '').split('\n')) {
    const [, key, value] =
      /^([a-z-]+)\s*=\s*"?(.+?)"?$/.exec(line.trim()) || [];
    if (networkSettings[key] && value !== 'null') {
      fromNpm[networkSettings[key]] = value;
    }
  }
  return { ...fromNpm, ...env };
}

module.exports = {
  SetupError,
  explainFailure,
  npmRegistry,
  root,
  runNpm,
  withNpmSettings,
};
