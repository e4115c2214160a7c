import path from 'node:path';
import { Listening, startLegacyServer } from 'fixtures';
import { cli, folderWith } from '../__testUtils__/cli';

const list = (...tools: object[]) => JSON.stringify({ tools });
const read = { name: 'read', inputSchema: { type: 'object' } };
const write = { name: 'write', inputSchema: { type: 'object' } };
const capture = (others: object) =>
  JSON.stringify({
    transport: 'stdio',
    initialize: {
      serverInfo: { name: 'notes', version: '1.0.0' },
      capabilities: { tools: {}, prompts: {} },
    },
    tools: [read],
    ...others,
  });

describe('diff', () => {
  let folder: string;
  const diff = (before: string, after: string, ...options: string[]) =>
    cli([
      'diff',
      ...[before, after].map(file =>
        /^http/.test(file) ? file : path.join(folder, file),
      ),
      ...options,
    ]);

  beforeAll(async () => {
    folder = await folderWith({
      'read.json': list(read),
      'both.json': list(read, write),
      'wrapped.json': JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        result: { tools: [read, write] },
      }),
      'reworded.json': list({ ...read, description: 'Reads.' }),
      'undecided.json': list({
        ...read,
        inputSchema: { type: 'object', not: { required: ['x'] } },
      }),
      'capture.json': capture({ prompts: [{ name: 'explain' }] }),
      'part.json': capture({}),
      'large-number.json':
        '{"tools":[{"name":"read","inputSchema":{"type":"object","minimum":90071992547409931}}]}',
      'larger-number.json':
        '{"tools":[{"name":"read","inputSchema":{"type":"object","minimum":90071992547409933}}]}',
      'empty.json': '',
      'text.json': 'hello',
      'other.json': '{"items":[]}',
      'old-format.json': '{"format":"mcp-governance/snapshot@9"}',
      'deep.json': `{"tools":[${'['.repeat(3_000)}${']'.repeat(3_000)}]}`,
    });
  });

  it('prints verdict and changes, and nothing else, as JSON', async () => {
    const { code, out } = await diff('read.json', 'both.json', '--json');
    expect(code).toBe(0);
    const { verdict, changes } = JSON.parse(out);
    expect(verdict).toBe('breaking');
    expect(changes).toEqual([
      {
        kind: 'mutating-tool-added',
        subject: 'tool:write',
        path: '',
        before: null,
        after: write,
        verdict: 'breaking',
        severity: 'high',
        explanation: expect.stringContaining('write'),
      },
    ]);
  });

  it('prints sentences under their verdicts for a person', async () => {
    const { out } = await diff('both.json', 'read.json');
    expect(out).toBe(
      'breaking: 1 breaking\n\nbreaking\n  tool:write\n    The tool write is gone: whoever calls it fails.\n',
    );
    expect((await diff('both.json', 'wrapped.json')).out).toBe(
      'none: nothing changed\n',
    );
  });

  it.each([
    ['both.json', 'read.json', 'breaking', 1],
    ['both.json', 'read.json', 'behavioural', 1],
    ['both.json', 'read.json', 'security', 0],
    ['read.json', 'undecided.json', 'unknown', 1],
    ['read.json', 'undecided.json', 'breaking', 0],
    ['read.json', 'reworded.json', 'behavioural', 1],
    ['read.json', 'reworded.json', 'unknown', 0],
    ['both.json', 'wrapped.json', 'behavioural', 0],
  ])('%s to %s with --fail-on %s exits %i', async (a, b, threshold, code) => {
    expect((await diff(a, b, '--fail-on', threshold)).code).toBe(code);
  });

  it('compares only what both sides tell, and says what it left out', async () => {
    const { out, err } = await diff('capture.json', 'part.json', '--json');
    expect(JSON.parse(out)).toEqual({ verdict: 'none', changes: [] });
    expect(err).toContain('Not compared, as one side does not tell: prompts');
    const tools = await diff('read.json', 'capture.json', '--json');
    expect(JSON.parse(tools.out).verdict).toBe('none');
  });

  it('does not take two numbers for one that JavaScript cannot tell apart', async () => {
    const { out } = await diff(
      'large-number.json',
      'larger-number.json',
      '--json',
    );
    expect(JSON.parse(out)).toMatchObject({
      verdict: 'unknown',
      changes: [{ subject: 'tool:read' }],
    });
  });

  it.each([
    ['nope.json', /nope\.json: there is no such file/],
    ['empty.json', /empty\.json: is no JSON/],
    ['text.json', /text\.json: is no JSON/],
    ['other.json', /other\.json: is neither a snapshot/],
    ['old-format.json', /old-format\.json: is no readable snapshot: format/],
    ['deep.json', /deep\.json: is nested deeper than 1000 levels/],
    ['http://127.0.0.1:1/mcp', /could not be observed: the connection was/],
  ])('cannot use %s, and says so in one line', async (file, reason) => {
    const { code, out, err } = await diff('read.json', file);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(reason);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('refuses a verdict that is none', async () => {
    const { code, err } = await diff(
      'read.json',
      'both.json',
      '--fail-on',
      'bad',
    );
    expect(code).toBe(2);
    expect(err).toContain('security, breaking, unknown, behavioural');
  });

  describe('with a live server', () => {
    let server: Listening;
    beforeAll(async () => {
      server = await startLegacyServer();
    });
    afterAll(() => server.close());

    it('looks at it, and finds nothing between two looks', async () => {
      const { out } = await diff(server.url, server.url, '--json');
      expect(JSON.parse(out)).toEqual({ verdict: 'none', changes: [] });
      const against = await diff('read.json', server.url, '--json');
      expect(
        JSON.parse(against.out).changes.map(
          (change: { kind: string }) => change.kind,
        ),
      ).toContain('tool-removed');
    });
  });
});
