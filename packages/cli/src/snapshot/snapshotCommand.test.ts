import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  UploadReceipt,
  snapshotSchema,
} from 'backstage-plugin-mcp-governance-common';
import {
  everythingOverStdio,
  listen,
  startLegacyServer,
  startRawServer,
} from 'fixtures';
import { runCli } from '../runCli';

jest.setTimeout(30_000);

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) {
    await close();
  }
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'snapshot-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function cli(args: string[], env: NodeJS.ProcessEnv = {}) {
  let out = '';
  let err = '';
  const code = await runCli(['node', 'mcp-governance', 'snapshot', ...args], {
    out: text => {
      out += text;
    },
    err: text => {
      err += text;
    },
    env: { PATH: process.env.PATH, ...env },
    now: () => new Date('2026-11-20T08:00:00Z'),
  });
  return { code, out, err };
}

const { command, args: everythingArgs } = everythingOverStdio();
const everything = ['--', command, ...everythingArgs];
/** A server that says which of some variables it was given. */
const nosy = `
const say = (id, result) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id, result }) + '\\n');
require('node:readline').createInterface({ input: process.stdin }).on('line', line => {
  const { id, method } = JSON.parse(line);
  if (method === 'initialize') say(id, {
    protocolVersion: '2025-11-25', capabilities: { tools: {} },
    serverInfo: { name: 'nosy', version: '1' } });
  else if (method === 'tools/list') say(id, { tools:
    ['MINE', 'MCP_GOVERNANCE_TOKEN', 'MCP_GOVERNANCE_UPLOAD_TOKEN']
      .filter(name => process.env[name]).map(name => ({ name })) });
  else if (id !== undefined) process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id,
    error: { code: -32601, message: 'no' } }) + '\\n');
});`;

const receipt: UploadReceipt = {
  entityRef: 'api:tools/local',
  hash: `sha256.v1:${'0'.repeat(64)}`,
  observedAt: '2026-11-20T08:00:01.000Z',
  isOther: true,
  drift: { status: 'drift', count: 2 },
};

/** A portal that answers uploads in one way and remembers what it was sent. */
async function startPortal(
  answer: (res: ServerResponse) => void = res =>
    res
      .writeHead(201, { 'content-type': 'application/json' })
      .end(JSON.stringify(receipt)),
) {
  const seen: { req: IncomingMessage; body: unknown }[] = [];
  const portal = await listen(async (req, res) => {
    let body = '';
    for await (const chunk of req) {
      body += chunk;
    }
    seen.push({ req, body: JSON.parse(body) });
    answer(res);
  });
  closing.push(() => portal.close());
  return { seen, origin: new URL(portal.url).origin };
}

const refuse = (status: number, message: string) => (res: ServerResponse) =>
  res
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify({ error: { name: 'X', message } }));

describe('snapshot', () => {
  it.each([
    [[], 'name either --url URL or --stdio'],
    [['--url', 'http://x', '--stdio', '--', 'y'], 'name either --url'],
    [['--stdio'], 'name the command that starts the server'],
    [['--url', 'http://x', '--', 'y'], 'a command is run with --stdio only'],
    [['--stdio', 'node', '--inspect'], "unknown option '--inspect'"],
    [['--url', 'ftp://x'], 'Expected http or https'],
    [['--stdio', '--upload', '--', 'y'], 'name --portal URL and --server'],
    [
      ['--stdio', '--upload', '--portal', 'http://x', '--server', 'a/b/c', 'y'],
      'Expected the namespace and name',
    ],
    [
      ['--stdio', '--upload', '--portal', 'http://x', '--server', 'a', 'y'],
      'MCP_GOVERNANCE_UPLOAD_TOKEN',
    ],
  ])('refuses %j with exit code 2', async (args, reason) => {
    const { code, out, err } = await cli(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(reason);
  });

  it('takes a snapshot of the public reference server over stdio', async () => {
    const { code, out, err } = await cli(['--stdio', ...everything]);
    expect(code).toBe(0);
    const printed = JSON.parse(out);
    expect(printed).toMatchObject({
      observedAt: '2026-11-20T08:00:00.000Z',
      hash: expect.stringMatching(/^sha256\.v1:[0-9a-f]{64}$/),
      takenWith: { transport: 'stdio' },
    });
    expect(printed.url).toBeUndefined();
    expect(snapshotSchema.parse(printed).tools.status).toBe('listed');
    // What the server said beside the protocol stays beside the result.
    expect(err).toContain('Starting default (STDIO) server...');
  });

  it('writes it to a file, of an endpoint too', async () => {
    const server = await startLegacyServer();
    closing.push(() => server.close());
    const file = path.join(folder, 'snapshot.json');
    expect(await cli(['--url', server.url, '--out', file])).toEqual({
      code: 0,
      out: '',
      err: '',
    });
    const written = JSON.parse(await readFile(file, 'utf8'));
    expect(written).toMatchObject({
      url: server.url,
      takenWith: { transport: 'streamable-http' },
    });
    const { code, err } = await cli(['--url', server.url, '--out', folder]);
    expect(code).toBe(2);
    expect(err).toContain('cannot be written');
  });

  it('keeps our own tokens from the server, and warns of what could not be listed', async () => {
    const script = path.join(folder, 'nosy.cjs');
    await writeFile(script, nosy);
    const { out } = await cli(['--stdio', '--', command, script], {
      MINE: 'x',
      MCP_GOVERNANCE_TOKEN: 'x',
      MCP_GOVERNANCE_UPLOAD_TOKEN: 'x',
    });
    expect(JSON.parse(out).tools.items).toEqual([{ name: 'MINE' }]);
    const broken = await startRawServer({ 'tools/list': { tools: 7 } });
    closing.push(() => broken.close());
    const { code, err } = await cli(['--url', broken.url]);
    expect(code).toBe(0);
    expect(err).toContain('warning: tools could not be listed');
  });

  it('exits with 3 and one line that names the reason', async () => {
    expect(await cli(['--stdio', '--', 'no-such-command'])).toEqual({
      code: 3,
      out: '',
      err: 'error: no-such-command could not be observed: the command does not exist (ENOENT)\n',
    });
    const started = Date.now();
    const { code, err } = await cli([
      '--stdio',
      '--timeout',
      '1',
      '--',
      command,
      '-e',
      'setInterval(() => {}, 1000)',
    ]);
    expect(code).toBe(3);
    expect(err).toContain('did not answer within 1 s (limit totalTimeout)');
    expect(Date.now() - started).toBeLessThan(1_500);
  });
});

describe('snapshot --upload', () => {
  const token = 'mcpgu_secret';
  const upload = (origin: string, more: string[] = [], env = {}) =>
    cli(
      [
        '--stdio',
        '--upload',
        '--portal',
        `${origin}/`,
        '--server',
        'tools/local',
        ...more,
        ...everything,
      ],
      { MCP_GOVERNANCE_UPLOAD_TOKEN: `${token}\n`, ...env },
    );

  it('sends the snapshot with the token, and says what became of it', async () => {
    const { origin, seen } = await startPortal();
    const file = path.join(folder, 'uploaded.json');
    const { code, out } = await upload(origin, ['--out', file]);
    expect({ code, out }).toEqual({
      code: 0,
      out: `api:tools/local: a new snapshot, ${receipt.hash}\ndrift: drift, 2 disagreements, ${origin}/catalog/tools/api/local/mcp-drift\n`,
    });
    const [{ req, body }] = seen;
    expect(req.url).toBe('/api/mcp-governance/servers/tools/local/snapshots');
    expect(req.headers.authorization).toBe(`Bearer ${token}`);
    expect(snapshotSchema.parse(body)).toEqual(
      snapshotSchema.parse(JSON.parse(await readFile(file, 'utf8'))),
    );
  });

  it.each([
    [
      refuse(401, 'The upload token "ci" was revoked\u001b[31m'),
      'answered 401: The upload token "ci" was revoked [31m',
    ],
    [
      (res: ServerResponse) => res.writeHead(502).end('<html>'),
      'answered 502: Bad Gateway',
    ],
    [
      (res: ServerResponse) =>
        res.writeHead(302, { location: 'https://elsewhere/' }).end(),
      'redirects to https://elsewhere/, which is not followed',
    ],
    [
      (res: ServerResponse) => res.writeHead(200).end('{}'),
      'is no portal that takes snapshots in',
    ],
  ])('exits with 4 where the portal refuses', async (answer, reason) => {
    const { origin } = await startPortal(answer);
    const { code, out, err } = await upload(origin);
    expect({ code, out }).toEqual({ code: 4, out: '' });
    expect(err).toContain('error: the snapshot was not uploaded');
    expect(err).toContain(reason);
    expect(err).not.toContain(token);
  });

  it('warns where the token can be read on the way', async () => {
    const { code, err } = await upload('http://portal.invalid');
    expect(code).toBe(4);
    expect(err).toContain('warning: over http, without TLS');
    const { origin } = await startPortal();
    expect((await upload(origin)).err).not.toContain('warning');
  });

  it('exits with 4 where nobody answers', async () => {
    const gone = await listen(() => {});
    await gone.close();
    const { code, err } = await upload(new URL(gone.url).origin);
    expect(code).toBe(4);
    expect(err).toContain('could not be reached: ECONNREFUSED');
  });
});

it('ends the server when it is interrupted itself', async () => {
  const pidFile = path.join(folder, 'pid');
  const child = spawn(
    command,
    [
      path.resolve(__dirname, '../../bin/mcp-governance'),
      'snapshot',
      '--stdio',
      '--',
      command,
      '-e',
      `require('node:fs').writeFileSync(${JSON.stringify(
        pidFile,
      )}, String(process.pid)); setInterval(() => {}, 1000)`,
    ],
    { stdio: 'ignore' },
  );
  closing.push(async () => child.kill('SIGKILL'));
  const exited = new Promise(resolve =>
    child.once('exit', (_, signal) => resolve(signal)),
  );
  let pid = 0;
  for (let i = 0; i < 200 && !pid; i++) {
    await delay(50);
    pid = Number(await readFile(pidFile, 'utf8').catch(() => '0'));
  }
  expect(pid).toBeGreaterThan(0);
  child.kill('SIGINT');
  expect(await exited).toBe('SIGINT');
  await delay(100);
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const isListed = (() => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  })();
  expect(isListed && !status.includes(') Z ')).toBe(false);
});
