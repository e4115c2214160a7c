import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { listen, startRawServer } from 'fixtures';
import { cleanEntry } from '../__testUtils__/cleanEntry';
import { cli, folderWith } from '../__testUtils__/cli';

describe('lint against a live server', () => {
  const tools = [
    { name: 'list_notes', annotations: { readOnlyHint: true } },
    { name: 'delete_note' },
  ];
  const serverOf = (live: object[]) =>
    startRawServer({ 'tools/list': { tools: live } });

  it('names the line of each disagreement, and mends the tools', async () => {
    const server = await serverOf(tools);
    const text = cleanEntry
      .replace('https://mcp.example.com/notes', server.url)
      .concat('      - name: gone # it was here\n        mutates: false\n');
    const folder = await folderWith({ 'catalog-info.yaml': text });
    const file = path.join(folder, 'catalog-info.yaml');

    const found = await cli(['lint', file, '--url', server.url, '--json']);
    expect(found.code).toBe(1);
    const summary = JSON.parse(found.out);
    expect(
      summary.findings.map((one: { line: number; rule: string }) => [
        one.line,
        one.rule,
      ]),
    ).toEqual([
      [19, 'version-differs'],
      [28, 'tool-not-declared'],
      [32, 'tool-not-live'],
    ]);

    const fixed = await cli(['lint', file, '--url', server.url, '--fix']);
    expect(fixed.err).toBe(`fixed: the tools in ${file}\n`);
    expect(fixed.out).toMatch(/:19:5 error version-differs .*\n$/);
    const mended = await readFile(file, 'utf8');
    expect(mended).toBe(
      text.replace(
        / {6}- name: gone.*\n.*\n/,
        `      - name: delete_note # new: listed by the server, not declared
        mutates: true # the server gives no hint; confirm
        requiresConfirmation: true # can destroy something
`,
      ),
    );
    const again = await cli(['lint', file, '--url', server.url, '--fix']);
    expect(again.err).toBe('');
    expect(await readFile(file, 'utf8')).toBe(mended);
    await server.close();
  });

  it('compares with a stored snapshot, and mends a playbook', async () => {
    const server = await serverOf(tools);
    const taken = await cli(['introspect', server.url, '--json']);
    await server.close();
    const folder = await folderWith({
      'snapshot.json': taken.out,
      'notes.yaml': `name: notes
endpoint: ${server.url}
transport: streamable-http
tools:
  # the only one
  - { name: delete_note, mutates: false } # for admins
`,
      'other.yaml': 'name: other\nendpoint: https://other.example.com\n',
    });
    const files = ['notes.yaml', 'other.yaml'].map(name =>
      path.join(folder, name),
    );
    const args = ['--snapshot', path.join(folder, 'snapshot.json')];
    const found = await cli(['lint', ...files, ...args]);
    expect(found.code).toBe(1);
    expect(found.out).toContain(
      'notes.yaml:6:26 warning mutates-contradicts-name',
    );
    expect(found.out).toContain(
      'notes.yaml:4:1 error tool-not-declared tools:',
    );
    expect(found.out).not.toContain('other.yaml:1:1 error');

    const fixed = await cli(['lint', ...files, ...args, '--fix']);
    expect(fixed.code).toBe(0);
    expect(await readFile(files[0], 'utf8')).toContain(`tools:
  # the only one
  - { name: delete_note, mutates: true, requires_confirmation: true } # for admins
  - name: list_notes # new: listed by the server, not declared
    mutates: false # the server says readOnlyHint: true; confirm
`);
  });

  it.each([
    ['what tools/list answers', { tools: [tools[0]] }, 0, ''],
    [
      'a recorded connection',
      {
        initialize: {
          serverInfo: { name: 'notes', version: '2.0.0' },
          capabilities: { tools: {} },
        },
        tools: [tools[0]],
      },
      1,
      ':19:5 error version-differs ',
    ],
    [
      'a recording without its tools',
      {
        initialize: { serverInfo: null, capabilities: { tools: {} } },
      },
      1,
      ':28:5 error drift-unknown ',
    ],
  ])('compares with %s', async (_, stored, code, line) => {
    const folder = await folderWith({
      'catalog-info.yaml': cleanEntry.replace('streamable-http', 'sse'),
      'stored.json': JSON.stringify(stored),
    });
    const result = await cli([
      'lint',
      path.join(folder, 'catalog-info.yaml'),
      '--snapshot',
      path.join(folder, 'stored.json'),
    ]);
    expect(result).toMatchObject({ code, out: expect.stringContaining(line) });
    expect(result.out.split('\n')).toHaveLength(line ? 2 : 1);
  });

  it('cannot tell which of several servers is meant', async () => {
    const server = await serverOf(tools);
    const folder = await folderWith({
      'a.yaml': 'name: a\n',
      'b.yaml': 'name: b\n',
    });
    const files = ['a.yaml', 'b.yaml'].map(name => path.join(folder, name));
    const two = await cli(['lint', ...files, '--url', server.url]);
    expect(two.code).toBe(2);
    expect(two.err).toBe(
      `error: the files hold 2 MCP servers, and none of them has the remote ${server.url}; name the file of one\n`,
    );
    await server.close();
  });

  it('takes what it could not compare for no agreement', async () => {
    const broken = await startRawServer({ 'tools/list': { tools: 'none' } });
    const folder = await folderWith({ 'catalog-info.yaml': cleanEntry });
    const file = path.join(folder, 'catalog-info.yaml');
    const unknown = await cli(['lint', file, '--url', broken.url]);
    await broken.close();
    expect(unknown.code).toBe(1);
    expect(unknown.out).toContain(
      ':28:5 error drift-unknown spec.governance.tools: The server’s tools could not be listed.',
    );

    const gone = await listen(() => {});
    await gone.close();
    expect(await cli(['lint', file, '--url', gone.url])).toMatchObject({
      code: 3,
      out: '',
      err: expect.stringContaining('could not be observed'),
    });
  });
});
