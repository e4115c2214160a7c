import { snapshotSchema } from 'backstage-plugin-mcp-governance-common';
import {
  listen,
  startEverything,
  startLegacyServer,
  startRawServer,
} from 'fixtures';
import { runCli } from '../runCli';

async function cli(args: string[], env: NodeJS.ProcessEnv = {}) {
  let out = '';
  let err = '';
  const code = await runCli(['node', 'mcp-governance', ...args], {
    out: text => {
      out += text;
    },
    err: text => {
      err += text;
    },
    env,
    now: () => new Date('2026-11-20T08:00:00Z'),
  });
  return { code, out, err };
}

describe('mcp-governance', () => {
  it('shows help and version, on standard output', async () => {
    const help = await cli(['--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toContain('introspect');
    expect(await cli(['--version'])).toEqual({
      code: 0,
      out: '0.1.0\n',
      err: '',
    });
  });

  it.each([
    [['introspekt', 'http://x'], "unknown command 'introspekt'"],
    [['introspect'], "missing required argument 'url'"],
    [['introspect', 'not a url'], 'Expected a complete URL'],
    [['introspect', 'file:///etc/passwd'], 'Expected http or https, not file'],
    [['introspect', 'http://u:hunter2@x/'], 'must not carry a password'],
    [['introspect', 'http://x', '--timeout', '0'], 'from 1 to 600'],
    [['introspect', 'http://x', '--transport', 'pigeon'], 'Allowed choices'],
    [['introspect', 'http://x', '--token-env', 'NOPE'], 'NOPE is not set'],
    [['introspect', 'http://x', '--frobnicate'], 'unknown option'],
  ])('refuses %j with exit code 2', async (args, reason) => {
    const { code, out, err } = await cli(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(reason);
  });
});

describe('introspect', () => {
  it('prints the snapshot of the public reference server', async () => {
    const server = await startEverything();
    const { code, out, err } = await cli(['introspect', server.url, '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const printed = JSON.parse(out);
    expect(printed).toMatchObject({
      url: server.url,
      observedAt: '2026-11-20T08:00:00.000Z',
      hash: expect.stringMatching(/^sha256\.v1:[0-9a-f]{64}$/),
    });
    expect(snapshotSchema.parse(printed).tools).toMatchObject({
      status: 'listed',
    });
    const text = await cli(['introspect', server.url]);
    expect(text.out).toContain('  get-sum');
    expect(text.out).toMatch(/^tools: 1\d$/m);
    await server.close();
  });

  it('takes a token from the environment', async () => {
    const server = await startLegacyServer({ token: 's3cret' });
    expect(await cli(['introspect', server.url])).toEqual({
      code: 3,
      out: '',
      err: `error: ${server.url} could not be observed: answered 401: a credential is needed (Bearer) (put a bearer token into MCP_GOVERNANCE_TOKEN)\n`,
    });
    const { code, out } = await cli(
      ['introspect', server.url, '--token-env', 'MINE'],
      { MINE: 's3cret' },
    );
    expect(code).toBe(0);
    expect(out).toContain(
      'callers without a credential: refused with 401, Bearer',
    );
    await server.close();
  });

  it('exits with 0 and a failed section where only a part fails', async () => {
    const server = await startRawServer({ 'tools/list': { tools: 'none' } });
    const { code, out } = await cli(['introspect', server.url]);
    expect(code).toBe(0);
    expect(out).toContain(
      'tools: could not be listed, tools/list was answered',
    );
    await server.close();
  });

  it('exits with 3 and one line that names the reason', async () => {
    const gone = await listen(() => {});
    await gone.close();
    expect(await cli(['introspect', gone.url, '--json'])).toEqual({
      code: 3,
      out: '',
      err: `error: ${gone.url} could not be observed: the connection was refused\n`,
    });
  });

  it('ends within its time limit', async () => {
    const silent = await listen(() => {});
    const started = Date.now();
    const { code, err } = await cli([
      'introspect',
      silent.url,
      '--timeout',
      '1',
    ]);
    expect(Date.now() - started).toBeLessThan(1_500);
    expect({ code, err }).toEqual({
      code: 3,
      err: `error: ${silent.url} could not be observed: did not answer within 1 s (limit totalTimeout)\n`,
    });
    await silent.close();
  });

  it('writes no control characters of a server to the terminal', async () => {
    const server = await startRawServer({
      'tools/list': {
        tools: [{ name: 'a\u001b[31m', description: 'x\ny\u202ez' }],
      },
    });
    const { out } = await cli(['introspect', server.url]);
    expect(out).toContain('  writes  a [31m  x y z\n');
    await server.close();
  });
});
