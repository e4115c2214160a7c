import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { folderWith } from '../__testUtils__/cli';

const root = path.resolve(__dirname, '..', '..', '..', '..');

/** The plain shell recipe as the documentation has it. */
function recipe(): string {
  const text = readFileSync(path.join(root, 'docs', 'ci.md'), 'utf8');
  const [, script] = /```sh\n(#!\/bin\/sh\n[\s\S]*?)```/.exec(text) ?? [];
  if (!script) {
    throw new Error('docs/ci.md has no shell recipe');
  }
  return script;
}

/** A server of one tool, over stdio, as an owner may have written it. */
const server = (properties: object) => `
const tools = [{ name: 'check', description: 'Checks a schema.',
  annotations: { readOnlyHint: true },
  inputSchema: ${JSON.stringify({ type: 'object', properties })} }];
const say = (id, result) => console.log(JSON.stringify({ jsonrpc: '2.0', id, result }));
require('node:readline').createInterface({ input: process.stdin }).on('line', line => {
  const { id, method } = JSON.parse(line);
  if (method === 'initialize') say(id, { protocolVersion: '2025-11-25',
    capabilities: { tools: {} }, serverInfo: { name: 'schema-lint', version: '1.0.0' } });
  else if (method === 'tools/list') say(id, { tools });
  else if (id !== undefined) console.log(JSON.stringify({ jsonrpc: '2.0', id,
    error: { code: -32601, message: 'Method not found' } }));
});`;

const entry = (tool: string) => `apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: schema-lint
  description: Checks schemas.
spec:
  type: mcp-server
  lifecycle: production
  owner: group:default/platform
  remotes:
    - type: stdio
      url: node server.js
  governance:
    version: 1.0.0
    status: active
    origin: internal
    ownership:
      primary: user:default/alice
      secondary: user:default/bob
      onCall: platform
    scopes: []
    tools:
      - name: ${tool}
        mutates: false
`;

jest.setTimeout(120_000);

describe('the shell recipe of docs/ci.md', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await folderWith({
      'check.sh': recipe(),
      'catalog-info.yaml': entry('check'),
      'server.js': server({ schema: { type: 'string' } }),
      'mcp-governance': `#!/bin/sh\nexec "${process.execPath}" "${path.join(
        root,
        'packages/cli/bin/mcp-governance',
      )}" "$@"\n`,
    });
    chmodSync(path.join(folder, 'mcp-governance'), 0o755);
  });

  const run = () => {
    const { status, stdout, stderr } = spawnSync('sh', ['check.sh'], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${folder}:${process.env.PATH}`,
        SERVER: `${process.execPath} server.js`,
      },
    });
    return { status, stdout, stderr };
  };
  const write = (file: string, text: string) =>
    writeFileSync(path.join(folder, file), text);
  const accepted = () => path.join(folder, 'mcp-snapshot.json');

  it('writes the first state, then passes until the server breaks its callers', () => {
    const first = run();
    expect(first).toMatchObject({ status: 0 });
    expect(first.stderr).toContain('it is written now');
    expect(existsSync(accepted())).toBe(true);

    expect(run()).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('none: nothing changed'),
    });

    write('server.js', server({ schema: { type: 'string', maxLength: 10 } }));
    const broken = run();
    expect(broken.status).toBe(1);
    expect(broken.stdout).toContain('breaking: 1 breaking');
    expect(broken.stderr).toContain('To accept this change');
  });

  it('fails where the entry declares a tool that the server does not have', () => {
    write('server.js', server({ schema: { type: 'string' } }));
    write('catalog-info.yaml', entry('validate'));
    const { status, stdout } = run();
    expect(status).toBe(1);
    expect(stdout).toMatch(/catalog-info\.yaml:\d+:\d+ error tool-not-live/);
  });
});
