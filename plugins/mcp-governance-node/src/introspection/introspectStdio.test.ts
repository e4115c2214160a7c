import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Snapshot, hashSnapshot } from 'backstage-plugin-mcp-governance-common';
import { everythingOverStdio, startEverything } from 'fixtures';
import { EgressPolicy, GuardedHttp } from '../egress';
import { introspect } from './introspect';
import { introspectStdio } from './introspectStdio';
import { IntrospectionLimits, defaultLimits } from './limits';

jest.setTimeout(30_000);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stdio-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const limits = { ...defaultLimits, totalTimeoutMs: 10_000 };

async function look(
  command: string,
  args: string[],
  overrides: Partial<IntrospectionLimits> = {},
) {
  let errorOutput = '';
  const result = await introspectStdio({
    server: { command, args, env: process.env },
    limits: { ...limits, ...overrides },
    onErrorOutput: text => {
      errorOutput += text;
    },
  });
  return { result, errorOutput };
}

async function observed(...args: Parameters<typeof look>): Promise<Snapshot> {
  const { result, errorOutput } = await look(...args);
  if (result.status !== 'observed') {
    throw new Error(`${JSON.stringify(result)} ${errorOutput}`);
  }
  return result.snapshot;
}

/** Of the legacy era, with handlers and a reply that the body of a script can change. */
const server = `
const say = message => process.stdout.write(JSON.stringify(message) + '\\n');
const reply = ({ id }, result) => say({ jsonrpc: '2.0', id, result });
const refuse = ({ id }, code = -32601) =>
  say({ jsonrpc: '2.0', id, error: { code, message: 'no' } });
const answers = {
  initialize: request => reply(request, {
    protocolVersion: '2025-11-25',
    capabilities: { tools: {} },
    serverInfo: { name: 'script', version: '1' },
  }),
  'tools/list': request => reply(request, { tools: [{ name: 'a' }] }),
};
require('node:readline').createInterface({ input: process.stdin }).on('line', line => {
  const request = JSON.parse(line);
  if (request.id === undefined) return;
  (answers[request.method] ?? refuse)(request);
});
`;
async function script(body: string): Promise<string[]> {
  const file = path.join(folder, `${Math.random().toString(36).slice(2)}.cjs`);
  await writeFile(file, server + body);
  return [file];
}
const node = process.execPath;

/** Whether a process runs; one that has ended and that its parent did not ask about does not. */
async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return !status.includes(') Z ');
}

describe('introspectStdio', () => {
  it('observes the public reference server, and sees what it shows over HTTP', async () => {
    const { command, args } = everythingOverStdio();
    const snapshot = await observed(command, [...args]);
    expect(snapshot.takenWith).toMatchObject({
      transport: 'stdio',
      era: 'legacy',
      principal: 'anonymous',
    });
    expect(snapshot.tools).toMatchObject({ status: 'listed' });

    const overHttp = await startEverything();
    const http = GuardedHttp.create(EgressPolicy.anyDestination(), limits);
    const other = await introspect({
      url: overHttp.url,
      type: 'streamable-http',
      principal: { name: 'anonymous' },
      http,
      limits,
    });
    await http.close();
    await overHttp.close();
    if (other.status !== 'observed') {
      throw new Error(JSON.stringify(other));
    }
    expect(hashSnapshot(snapshot).sections.tools).toEqual(
      hashSnapshot(other.snapshot).sections.tools,
    );
  });

  it('observes a server of the modern era', async () => {
    const snapshot = await observed(
      node,
      await script(`
        answers['server/discover'] = request => reply(request, {
          resultType: 'complete',
          supportedVersions: ['2026-07-28'],
          capabilities: { tools: {} },
          _meta: { 'io.modelcontextprotocol/serverInfo': { name: 'm', version: '2' } },
          ttlMs: 0, cacheScope: 'public',
        });
      `),
    );
    expect(snapshot).toMatchObject({
      takenWith: { era: 'modern', protocolVersion: '2026-07-28' },
      serverInfo: { name: 'm', version: '2' },
      tools: { status: 'listed', items: [{ name: 'a' }] },
    });
  });

  it('keeps what the SDK would drop or fail on', async () => {
    const snapshot = await observed(
      node,
      await script(`
        answers['tools/list'] = ({ id }) => process.stdout.write(
          '{"jsonrpc":"2.0","id":' + JSON.stringify(id) +
          ',"result":{"tools":[{"name":7,"max":9007199254740993,"x-own":true}]}}\\r\\n');
      `),
    );
    expect(snapshot.tools).toMatchObject({
      items: [{ name: 7, 'x-own': true }],
      inexact: [{ pointer: '/0/max', text: '9007199254740993' }],
    });
  });

  it('puts up with lines that are no messages, and says so', async () => {
    const { result, errorOutput } = await look(
      node,
      await script(`
        process.stdout.write('Server running …\\n\\n[1]\\n');
        process.stderr.write('for the log\\n');
      `),
    );
    expect(result.status).toBe('observed');
    expect(errorOutput).toContain('for the log\n');
    expect(errorOutput).toContain('no JSON-RPC message: Server running …\n');
    expect(errorOutput).toContain('no JSON-RPC message: [1]\n');
  });

  it.each([
    ['ends', 'process.exit(1)'],
    ['falls silent for good', 'answers.initialize = () => {}'],
  ])(
    'starts a server anew that %s when it is asked before initialize',
    async (_, reaction) => {
      const snapshot = await observed(
        node,
        await script(`answers['server/discover'] = () => { ${reaction} };`),
        { totalTimeoutMs: 4_000 },
      );
      expect(snapshot.takenWith.era).toBe('legacy');
    },
  );

  it('lists every page, and fails a section alone', async () => {
    const snapshot = await observed(
      node,
      await script(`
        answers.initialize = request => reply(request, {
          protocolVersion: '2025-11-25',
          capabilities: { tools: {}, prompts: {} },
          serverInfo: { name: 'pages', version: '1' },
        });
        answers['tools/list'] = request => reply(request, request.params.cursor
          ? { tools: [{ name: 'b' }] }
          : { tools: [{ name: 'a' }], nextCursor: 'more' });
        answers['prompts/list'] = request => refuse(request, -32000);
      `),
    );
    expect(snapshot.tools).toMatchObject({
      items: [{ name: 'a' }, { name: 'b' }],
    });
    expect(snapshot.prompts).toMatchObject({
      status: 'failed',
      error: { message: 'answered with JSON-RPC error -32000' },
    });
  });

  it('fails every section that is left when the server ends on the way', async () => {
    const started = Date.now();
    const snapshot = await observed(
      node,
      await script(`
        answers.initialize = request => reply(request, {
          protocolVersion: '2025-11-25',
          capabilities: { tools: {}, prompts: {}, resources: {} },
          serverInfo: { name: 'brittle', version: '1' },
        });
        answers['prompts/list'] = () => process.exit(3);
      `),
    );
    expect(snapshot.tools.status).toBe('listed');
    const error = {
      kind: 'network',
      message: 'the command ended with exit code 3 before it answered',
    };
    expect(snapshot.prompts).toEqual({ status: 'failed', error });
    expect(snapshot.resources).toEqual({ status: 'failed', error });
    expect(Date.now() - started).toBeLessThan(3_000);
  });

  it.each([
    ['the command does not exist (ENOENT)', 'refused', '', {}],
    [
      'the command ended with exit code 7 before it answered',
      'network',
      'process.exit(7)',
      {},
    ],
    [
      'did not answer within 1 s (limit totalTimeout)',
      'timeout',
      'answers.initialize = answers["server/discover"] = () => {}',
      { totalTimeoutMs: 1_000 },
    ],
    [
      'wrote a line of more than 2000 bytes (limit maxResponseBytes)',
      'limit',
      'process.stdout.write("x".repeat(3000) + "\\n")',
      { maxResponseBytes: 2_000 },
    ],
    [
      'wrote more than 20000 bytes in all (limit maxTotalBytes)',
      'limit',
      'process.stdout.write(("x".repeat(900) + "\\n").repeat(30))',
      { maxTotalBytes: 20_000 },
    ],
  ])('says "%s" where that is why it failed', async (...row) => {
    const [message, kind, body, overrides] = row;
    const command = kind === 'refused' ? 'no-such-command-anywhere' : node;
    const started = Date.now();
    const { result } = await look(command, await script(body), overrides);
    expect(result).toEqual({ status: 'failed', failure: { kind, message } });
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  it('ends the server with everything that it started, however stubborn', async () => {
    const pids = path.join(folder, 'pids');
    const stubborn = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);`;
    const snapshot = await observed(
      node,
      await script(`
        ${stubborn}
        process.stdin.on('end', () => {});
        const child = require('node:child_process').spawn(
          process.execPath, ['-e', ${JSON.stringify(
            stubborn,
          )}], { stdio: 'ignore' });
        require('node:fs').writeFileSync(${JSON.stringify(pids)},
          JSON.stringify([process.pid, child.pid]));
      `),
    );
    expect(snapshot.tools.status).toBe('listed');
    const started: number[] = JSON.parse(await readFile(pids, 'utf8'));
    expect(started).toHaveLength(2);
    await delay(200);
    const alive: number[] = [];
    for (const pid of started) {
      if (await isAlive(pid)) {
        alive.push(pid);
      }
    }
    expect(alive).toEqual([]);
    expect(process.listenerCount('SIGINT')).toBe(0);
  });
});
