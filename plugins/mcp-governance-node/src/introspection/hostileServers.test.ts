import { createServer } from 'node:net';
import { ServerResponse } from 'node:http';
import {
  Listening,
  RawRequest,
  answerText,
  listen,
  startLegacyServer,
  startRawServer,
} from 'fixtures';
import { EgressPolicy, GuardedHttp } from '../egress';
import { Introspection, introspect } from './introspect';
import { defaultLimits } from './limits';

const limits = {
  ...defaultLimits,
  connectTimeoutMs: 500,
  totalTimeoutMs: 1_500,
  maxResponseBytes: 1024 * 1024,
  maxTotalBytes: 3 * 1024 * 1024,
  maxPages: 20,
  maxItems: 100,
};
const anywhere = EgressPolicy.anyDestination();
const http = GuardedHttp.create(anywhere, limits);
const closing: { close(): Promise<unknown> }[] = [];
afterAll(() => http.close());
afterEach(async () => {
  await Promise.all(closing.splice(0).map(one => one.close()));
});

function opened<T extends { close(): Promise<unknown> }>(server: T): T {
  closing.push(server);
  return server;
}

const look = (url: string, client = http): Promise<Introspection> =>
  introspect({
    url,
    type: 'streamable-http',
    principal: { name: 'anonymous' },
    http: client,
    limits,
  });

const raw = async (answers: Parameters<typeof startRawServer>[0]) =>
  opened(await startRawServer(answers));

/** How the handshake of a raw server answers, whatever is asked. */
const always = (answer: (req: RawRequest, res: ServerResponse) => void) =>
  raw({
    'server/discover': (req: RawRequest, res: ServerResponse) =>
      answer(req, res),
    initialize: (req: RawRequest, res: ServerResponse) => answer(req, res),
  });

async function failureOf(server: Pick<Listening, 'url'>, client = http) {
  const result = await look(server.url, client);
  return result.status === 'failed' ? result.failure : result;
}

/** The tools section of a server whose handshake is fine. */
async function toolsOf(
  answer: (req: RawRequest, res: ServerResponse) => object | void,
) {
  const server = await raw({ 'tools/list': answer });
  const result = await look(server.url);
  if (result.status !== 'observed') {
    throw new Error(JSON.stringify(result));
  }
  return result.snapshot.tools;
}

describe('a server that cannot be observed', () => {
  it('refuses the connection', async () => {
    const server = await listen(() => {});
    await server.close();
    expect(await failureOf(server)).toEqual({
      kind: 'refused',
      message: 'the connection was refused',
    });
  });

  it('has no address', async () => {
    expect(await failureOf({ url: 'http://no-such-host.invalid/mcp' })).toEqual(
      {
        kind: 'dns',
        message: 'the host name does not resolve',
      },
    );
  });

  it('speaks no TLS where https is asked for', async () => {
    const server = await raw({});
    expect(
      await failureOf({ url: server.url.replace('http:', 'https:') }),
    ).toMatchObject({ kind: 'tls' });
  });

  it('hangs without a word', async () => {
    const server = createServer(() => {});
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as { port: number };
    expect(await failureOf({ url: `http://127.0.0.1:${port}/mcp` })).toEqual({
      kind: 'timeout',
      message: 'did not answer within 2 s (limit totalTimeout)',
    });
    server.close();
  });

  it('drips a byte now and then', async () => {
    const server = await always((_, res) => {
      res.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => res.write(' '), 50);
      res.on('close', () => clearInterval(timer));
    });
    const started = Date.now();
    expect(await failureOf(server)).toMatchObject({ kind: 'timeout' });
    expect(Date.now() - started).toBeLessThan(3_000);
  });

  it('opens an event stream and says nothing', async () => {
    const server = await always((_, res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      res.write(': hello\n\n');
    });
    expect(await failureOf(server)).toMatchObject({ kind: 'timeout' });
  });

  it('ends its event stream without an answer', async () => {
    const server = await always((_, res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      res.end('data: {"jsonrpc":"2.0","method":"notifications/message"}\n\n');
    });
    expect(await failureOf(server)).toEqual({
      kind: 'protocol',
      message: 'ended the event stream without an answer',
    });
  });

  it('breaks the connection', async () => {
    const server = await always((_, res) => {
      res.socket?.destroy();
    });
    expect(await failureOf(server)).toMatchObject({ kind: 'network' });
  });

  it('answers 200 with HTML', async () => {
    const server = await always((_, res) => {
      res.writeHead(200, { 'content-type': 'text/html' });
      res.end('<h1>Welcome</h1>');
    });
    expect(await failureOf(server)).toEqual({
      kind: 'not-mcp',
      message:
        'answered 200 with text/html where an MCP server answers JSON or an event stream',
    });
  });

  it('answers invalid JSON', async () => {
    const server = await always((_, res) => {
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end('{"jsonrpc": "2.0", "id":');
    });
    expect(await failureOf(server)).toEqual({
      kind: 'protocol',
      message: 'answered text that is no JSON',
    });
  });

  it('answers JSON that is no JSON-RPC', async () => {
    const server = await always((_, res) => {
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end('{"hello":"world"}');
    });
    expect(await failureOf(server)).toMatchObject({ kind: 'not-mcp' });
  });

  it('answers another request than was sent', async () => {
    const server = await always((_, res) => {
      answerText({ id: 'other', method: '' }, res, '{}');
    });
    expect(await failureOf(server)).toMatchObject({ kind: 'protocol' });
  });

  it('compresses what was not asked to be compressed', async () => {
    const server = await always((_, res) => {
      res.writeHead(200, {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      });
      res.end('x');
    });
    expect(await failureOf(server)).toMatchObject({ kind: 'protocol' });
  });

  it.each([
    [500, { kind: 'http', message: 'answered 500' }],
    [404, { kind: 'http', message: 'answered 404' }],
    [
      403,
      {
        kind: 'unauthorised',
        message:
          'answered 403: the credential does not suffice; no WWW-Authenticate header says which',
      },
    ],
  ])('answers %s', async (status, failure) => {
    const server = await always((_, res) => {
      res.writeHead(status).end('secret');
    });
    expect(await failureOf(server)).toEqual(failure);
  });

  it('answers endlessly', async () => {
    const server = await always((_, res) => {
      res.writeHead(200, { 'content-type': 'application/json' });
      const chunk = Buffer.alloc(64 * 1024, ' ');
      const pump = () => {
        while (!res.destroyed && res.write(chunk));
      };
      res.on('drain', pump);
      pump();
    });
    expect(await failureOf(server)).toEqual({
      kind: 'limit',
      message: 'answered with more than 1048576 bytes (limit maxResponseBytes)',
    });
  });

  it.each([301, 302, 307, 308])(
    'redirects with %s to a metadata address',
    async status => {
      const server = await always((_, res) => {
        res
          .writeHead(status, {
            location: 'http://169.254.169.254/latest/meta-data/',
          })
          .end();
      });
      expect(await failureOf(server)).toEqual({
        kind: 'redirect',
        message:
          'redirects to another origin (http://169.254.169.254), which is not followed',
      });
    },
  );

  it('redirects in a circle', async () => {
    const server = await always((_, res) => {
      res.writeHead(307, { location: '/mcp' }).end();
    });
    expect(await failureOf(server)).toEqual({
      kind: 'limit',
      message: 'redirects more than 3 times (limit maxRedirects)',
    });
  });

  it('redirects in a way that turns a POST into a GET', async () => {
    const server = await always((_, res) => {
      res.writeHead(302, { location: '/other' }).end();
    });
    expect(await failureOf(server)).toMatchObject({ kind: 'redirect' });
  });
});

describe('a server behind a redirect of its own', () => {
  it('is observed where the origin and the method stay', async () => {
    const inner = opened(await startLegacyServer({ json: true }));
    const moved = inner.server.listeners('request')[0] as (
      ...args: unknown[]
    ) => void;
    inner.server.removeAllListeners('request');
    inner.server.on('request', (req, res) => {
      if (req.url === '/mcp') {
        res.writeHead(308, { location: '/moved' }).end();
      } else {
        moved(req, res);
      }
    });
    expect(await look(inner.url)).toMatchObject({ status: 'observed' });
  });
});

describe('egress rules', () => {
  const guardedBy = (...rules: Parameters<typeof EgressPolicy.fromRules>[0]) =>
    opened(GuardedHttp.create(EgressPolicy.fromRules(rules), limits));

  it('refuse a host that nobody allowed', async () => {
    const server = await raw({});
    expect(await failureOf(server, guardedBy())).toEqual({
      kind: 'blocked',
      message: `egress rules do not allow 127.0.0.1:${server.port}`,
    });
    expect(server.requests).toEqual([]);
  });

  it.each([
    [
      'ftp://files.acme.example/mcp',
      'only http and https are called, not ftp:',
    ],
    ['file:///etc/passwd', 'only http and https are called, not file:'],
    ['http://[::1', 'its declared URL is no URL'],
  ])('refuse %s', async (url, message) => {
    expect(await failureOf({ url })).toEqual({ kind: 'blocked', message });
  });

  it('refuse an allowed name that resolves to a private address', async () => {
    const server = await raw({});
    const url = `http://localhost:${server.port}/mcp`;
    expect(await failureOf({ url }, guardedBy({ host: '*' }))).toEqual({
      kind: 'blocked',
      message: expect.stringMatching(
        /^localhost resolves to (127\.0\.0\.1|::1), which egress rules do not allow \(loopback\)$/,
      ),
    });
    expect(server.requests).toEqual([]);
  });

  it.each([
    'http://2130706433/mcp',
    'http://0x7f.1/mcp',
    'http://[::1]/mcp',
    'http://[::ffff:169.254.169.254]/mcp',
    'http://169.254.169.254/mcp',
    'http://100.100.100.200/mcp',
    'http://168.63.129.16/mcp',
    'http://10.1.2.3/mcp',
    'http://0.0.0.0/mcp',
    'http://[fd00:ec2::254]/mcp',
    'http://[64:ff9b::a9fe:a9fe]/mcp',
  ])('refuse %s though every public host is allowed', async url => {
    expect(await failureOf({ url }, guardedBy({ host: '*' }))).toMatchObject({
      kind: 'blocked',
    });
  });

  it('allow exactly the address and port that were named', async () => {
    const one = await raw({});
    const other = await raw({});
    const client = guardedBy({ host: `127.0.0.1:${one.port}` });
    expect(await look(one.url, client)).toMatchObject({ status: 'observed' });
    expect(await failureOf(other, client)).toMatchObject({ kind: 'blocked' });
  });

  it('allow a name its private range', async () => {
    const server = await raw({});
    const client = guardedBy({
      host: 'localhost',
      addresses: ['127.0.0.0/8', '::1'],
    });
    const url = `http://localhost:${server.port}/mcp`;
    expect(await look(url, client)).toMatchObject({ status: 'observed' });
  });

  it('explain a rule that cannot be understood', () => {
    expect(() => EgressPolicy.fromRules([{ host: 'https://x' }])).toThrow(
      '"https://x" is no host; expected a name such as mcp.example.com',
    );
    expect(() =>
      EgressPolicy.fromRules([{ host: 'x', addresses: ['10.0.0.0/64'] }]),
    ).toThrow('"10.0.0.0/64" is no address range');
  });
});

describe('a section that fails', () => {
  const failed = (kind: string, message: string) => ({
    status: 'failed',
    error: { kind, message },
  });

  it('has endless pages', async () => {
    let page = 0;
    expect(
      await toolsOf(() => {
        page += 1;
        return { tools: [{ name: `t${page}` }], nextCursor: `c${page}` };
      }),
    ).toEqual(
      failed('limit', 'tools/list has more than 20 pages (limit maxPages)'),
    );
  });

  it('repeats a cursor', async () => {
    expect(
      await toolsOf(() => ({ tools: [{ name: 'a' }], nextCursor: 'c' })),
    ).toEqual(failed('protocol', 'tools/list answered the same cursor twice'));
  });

  it('has more items than the limit', async () => {
    const tools = Array.from({ length: 101 }, (_, i) => ({ name: `t${i}` }));
    expect(await toolsOf(() => ({ tools }))).toEqual(
      failed('limit', 'tools/list has more than 100 items (limit maxItems)'),
    );
  });

  it('is no list', async () => {
    expect(await toolsOf(() => ({ tools: 'none' }))).toEqual(
      failed('protocol', 'tools/list was answered without a list of tools'),
    );
  });

  it('nests a schema too deeply', async () => {
    const text = `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`;
    expect(
      await toolsOf((request, res) =>
        answerText(
          request,
          res,
          `{"tools":[{"name":"a","inputSchema":${text}}]}`,
        ),
      ),
    ).toEqual(
      failed(
        'limit',
        'item 1 of tools/list is nested deeper than 100 levels (limit maxDepth)',
      ),
    );
  });

  it('exceeds the bytes of one response, and of all', async () => {
    const big = 'x'.repeat(1024 * 1024);
    expect(
      await toolsOf(() => ({ tools: [{ name: 'a', description: big }] })),
    ).toEqual(
      failed(
        'limit',
        'answered with more than 1048576 bytes (limit maxResponseBytes)',
      ),
    );
    let page = 0;
    const half = 'x'.repeat(600 * 1024);
    expect(
      await toolsOf(() => {
        page += 1;
        return { tools: [{ description: half }], nextCursor: `${page}` };
      }),
    ).toEqual(
      failed(
        'limit',
        'answered with more than 3145728 bytes in all (limit maxTotalBytes)',
      ),
    );
  });

  it('does not take the others with it, and repeats nothing of what the server wrote', async () => {
    const server = await raw({
      initialize: {
        protocolVersion: '2025-11-25',
        capabilities: { tools: {}, prompts: {} },
        serverInfo: { name: 'raw', version: '0' },
      },
      'tools/list': (request: RawRequest, res: ServerResponse) => {
        res.writeHead(200, { 'content-type': 'application/json' });
        res.end(
          JSON.stringify({
            jsonrpc: '2.0',
            id: request.id,
            error: { code: -32603, message: 'password is hunter2' },
          }),
        );
      },
      'prompts/list': { prompts: [{ name: 'p' }] },
    });
    const result = await look(server.url);
    expect(result).toMatchObject({
      status: 'observed',
      snapshot: {
        tools: failed('protocol', 'answered with JSON-RPC error -32603'),
        prompts: { status: 'listed', items: [{ name: 'p' }] },
      },
    });
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });

  it('hangs, and the snapshot says so once the time is up', async () => {
    expect(await toolsOf(() => undefined)).toEqual(
      failed('timeout', 'did not answer within 2 s (limit totalTimeout)'),
    );
  });
});

describe('odd but usable lists', () => {
  it('are kept raw: unnamed, doubled and broken tools, unknown keys, strange references', async () => {
    const tools = [
      { description: 'no name' },
      { name: 'a' },
      { name: 'a', extra: { deep: [1] } },
      null,
      'text',
      {
        name: 'r',
        inputSchema: {
          $ref: '#/$defs/r',
          $defs: { r: { properties: { r: { $ref: '#/$defs/r' } } } },
        },
      },
      {
        name: 'n',
        inputSchema: { $ref: 'http://169.254.169.254/schema.json' },
      },
    ];
    expect(await toolsOf(() => ({ tools }))).toEqual({
      status: 'listed',
      items: tools,
    });
  });

  it('take an empty cursor for a cursor', async () => {
    const cursors: (string | undefined)[] = [];
    const section = await toolsOf(({ params }) => {
      cursors.push(params?.cursor);
      return params?.cursor === undefined
        ? { tools: [{ name: 'a' }], nextCursor: '' }
        : { tools: [{ name: 'b' }] };
    });
    expect(section).toMatchObject({ items: [{ name: 'a' }, { name: 'b' }] });
    expect(cursors).toEqual([undefined, '']);
  });

  it('keep the raw text of what JavaScript cannot hold, on every page', async () => {
    const section = await toolsOf((request, res) =>
      request.params?.cursor
        ? answerText(request, res, '{"tools":[{"name":"b","x":1e999}]}')
        : answerText(
            request,
            res,
            '{"tools":[{"name":"a","x":12345678901234567890}],"nextCursor":"2"}',
          ),
    );
    expect(section).toMatchObject({
      inexact: [
        { pointer: '/0/x', text: '12345678901234567890' },
        { pointer: '/1/x', text: '1e999' },
      ],
    });
  });

  it('treat resource templates as not offered where only resources are', async () => {
    const server = await raw({
      initialize: {
        protocolVersion: '2025-11-25',
        capabilities: { resources: {} },
        serverInfo: { name: 'raw', version: '0' },
      },
      'resources/list': { resources: [] },
    });
    expect(await look(server.url)).toMatchObject({
      snapshot: {
        tools: { status: 'notAdvertised' },
        resources: { status: 'listed', items: [] },
        resourceTemplates: { status: 'notAdvertised' },
      },
    });
  });
});
