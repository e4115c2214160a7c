import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { completePlaybook, listen, startRawServer } from 'fixtures';
import type { Log } from 'sarif';
import { cli, folderWith } from '../__testUtils__/cli';
import { lintRules } from './rules';

const clean = `# The team's things.
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: platform }
spec: { type: team, children: [], governance: 7 }
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: notes
  description: Keeps notes.
spec:
  type: mcp-server
  lifecycle: production
  owner: group:default/platform
  remotes:
    - { type: streamable-http, url: 'https://mcp.example.com/notes' }
  governance:
    version: 1.0.0
    status: active
    origin: internal
    domain: docs
    useWhen: [Something is to be kept.]
    avoidWhen: [It is to be forgotten.]
    auth: { method: none }
    ownership: { primary: alice, secondary: bob, onCall: platform }
    scopes: [notes:read]
    tools:
      - name: list_notes # only reads
        mutates: false
        scopesRequired: [notes:read]
`;

const without = (text: string, ...lines: RegExp[]) =>
  lines.reduce((left, line) => left.replace(line, ''), text);

describe('lint', () => {
  let folder: string;
  const at = (name: string) => path.join(folder, name);
  const lines = (out: string) =>
    out
      .split('\n')
      .filter(Boolean)
      .map(line => line.replace(`${folder}/`, ''));

  beforeEach(async () => {
    folder = await folderWith({
      'catalog-info.yaml': clean,
      'crm.yaml': completePlaybook.text,
    });
  });

  it('says nothing of what is in order', async () => {
    expect(
      await cli(['lint', at('catalog-info.yaml'), at('crm.yaml')]),
    ).toEqual({ code: 0, out: '', err: '' });
  });

  it('names place, severity, rule and mend of everything in an entry', async () => {
    await writeFile(
      at('bad.yaml'),
      without(clean, / {4}domain.*\n/, / {2}owner.*\n/)
        .replace('status: active', 'status: activ')
        .replace('origin: internal', 'orign: internal')
        .replace('secondary: bob', 'secondary: user:default/alice')
        .replace('scopes: [notes:read]', 'scopes: [notes:write]')
        .concat('      - mutates: true\n      - { name: list_notes }\n'),
    );
    const { code, out } = await cli(['lint', at('bad.yaml')]);
    expect(code).toBe(1);
    expect(lines(out)).toEqual([
      'bad.yaml:12:1 warning missing-field spec.owner: is missing: which team owns the server',
      'bad.yaml:17:3 warning missing-field spec.governance.origin: is missing: whether it was built here or by a vendor',
      'bad.yaml:17:3 warning missing-field spec.governance.domain: is missing: what it is about',
      'bad.yaml:19:5 error malformed-field spec.governance.status: found "activ" (string), expected "active", "deprecated" or "quarantined"; did you mean "active"?',
      'bad.yaml:20:5 warning unknown-field spec.governance.orign: unknown field, ignored; did you mean "origin"?',
      'bad.yaml:24:34 warning successor-is-primary spec.governance.ownership.secondary: user:default/alice cannot take over from themselves; name another person',
      'bad.yaml:30:9 warning nameless-item spec.governance.tools[1]: has no name, so it cannot count',
      'bad.yaml:31:9 warning missing-field spec.governance.tools[2].mutates: is missing: whether a call can change anything',
      'bad.yaml:31:11 warning duplicate-tool spec.governance.tools[2].name: "list_notes" stands already in spec.governance.tools[0]; only that one counts',
    ]);
  });

  it('asks upstream’s rules, and holds an entry against itself', async () => {
    await writeFile(
      at('bad.yaml'),
      clean
        .replace('name: notes', 'name: my notes')
        .replace('scopes: [notes:read]', 'scopes: []'),
    );
    const { code, out } = await cli(['lint', at('bad.yaml')]);
    expect(code).toBe(1);
    expect(lines(out)).toEqual([
      expect.stringMatching(
        /^bad\.yaml:10:3 error entity-envelope "metadata\.name" is not valid/,
      ),
    ]);
    await writeFile(
      at('bad.yaml'),
      clean.replace('scopes: [notes:read]', 'scopes: []'),
    );
    const scopes = await cli(['lint', at('bad.yaml')]);
    expect(scopes.code).toBe(1);
    expect(lines(scopes.out)).toEqual([
      'bad.yaml:31:26 error scope-not-declared spec.governance.tools[0].scopesRequired[0]: list_notes requires the scope notes:read, which spec.governance.scopes does not list. Add notes:read to spec.governance.scopes, or remove it from the tool.',
    ]);
  });

  it('reads playbooks in their own words', async () => {
    await writeFile(
      at('bad.yaml'),
      'name: x\nendpoint: ftp://x\nownership:\n  oncal: y\n  team: Platform AI\n',
    );
    const bad = await cli(['lint', at('bad.yaml')]);
    expect(bad.code).toBe(1);
    expect(lines(bad.out)).toEqual([
      'bad.yaml:2:1 error malformed-field endpoint: found "ftp://x" (string), expected a complete http or https URL',
      'bad.yaml:4:3 warning unknown-field ownership.oncal: unknown field, ignored; did you mean "oncall_rotation"?',
    ]);
    await writeFile(
      at('bad.yaml'),
      `name: x
version: 1.0
status: active
transport: sse
ownership: { team: Platform AI, primary: a@example.com, secondary: b }
tools:
  - name: t
    scopes_required: [s]
`,
    );
    const { code, out } = await cli(['lint', at('bad.yaml')]);
    expect(code).toBe(1);
    expect(lines(out)).toEqual([
      'bad.yaml:1:1 warning missing-field endpoint: is missing: where the server can be reached',
      'bad.yaml:5:1 warning missing-field ownership.oncall_rotation: is missing: the on-call rotation',
      'bad.yaml:5:14 warning respelled-reference ownership.team: "Platform AI" is no entity reference; it is read as group:default/platform-ai',
      'bad.yaml:7:5 warning missing-field tools[0].mutates: is missing: whether a call can change anything',
      'bad.yaml:8:23 error scope-not-declared tools[0].scopes_required[0]: t requires the scope s, which scopes does not list. Add s to scopes, or remove it from the tool.',
    ]);
  });

  it.each([
    ['a: [\n', 'yaml-syntax'],
    ['just: some\nother: file\n', 'not-an-entry'],
    ['- name: a\n', 'not-an-entry'],
    ['kind: API\n', 'not-an-entry'],
  ])('cannot use %j', async (text, rule) => {
    await writeFile(at('odd.yaml'), text);
    const { code, out } = await cli(['lint', at('odd.yaml')]);
    expect(code).toBe(2);
    expect(lines(out)).toEqual([
      expect.stringMatching(new RegExp(`^odd.yaml:\\d+:\\d+ error ${rule} `)),
    ]);
  });

  it.each([
    [['lint', '/nowhere/x.yaml'], 'there is no such file'],
    [['lint'], "missing required argument 'files'"],
    [['lint', 'x', '--fix'], '--fix needs --url or --snapshot'],
    [['lint', 'x', '--json', '--sarif'], 'cannot be used with'],
    [['lint', 'x', '--url', 'http://a', '--snapshot', 'b'], 'cannot be used'],
    [['lint', 'x', '--snapshot', '/nowhere/x.json'], 'there is no such file'],
    [['lint', 'x', '--url', 'nowhere'], 'Expected a complete URL'],
  ])('refuses %j', async (args, reason) => {
    const { code, out, err } = await cli(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(reason);
  });

  it('accepts what holds no server, and warnings', async () => {
    await writeFile(at('empty.yaml'), '# nothing\n');
    await writeFile(at('bare.yaml'), 'name: bare\n');
    expect(await cli(['lint', at('empty.yaml')])).toMatchObject({
      code: 0,
      out: '',
    });
    const bare = await cli(['lint', at('bare.yaml')]);
    expect(bare.code).toBe(0);
    expect(bare.out).toContain(' warning missing-field ');
  });

  it('prints JSON', async () => {
    await writeFile(at('bad.yaml'), 'name: x\nstatus: activ\n');
    const { code, out } = await cli(['lint', at('bad.yaml'), '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      errors: 1,
      warnings: 0,
      unusable: [],
      fixed: [],
      findings: [
        {
          file: at('bad.yaml'),
          line: 2,
          column: 1,
          severity: 'error',
          rule: 'malformed-field',
          message: expect.stringContaining('status: found "activ"'),
        },
      ],
    });
  });

  it('prints SARIF in which every result has a rule and a place', async () => {
    await writeFile(
      at('bad one.yaml'),
      'name: x\nstatus: activ\ncolour: red\n',
    );
    const before = process.cwd();
    process.chdir(folder);
    const { code, out } = await cli(['lint', './bad one.yaml', '--sarif']);
    process.chdir(before);
    expect(code).toBe(1);
    const log: Log = JSON.parse(out);
    expect(log.version).toBe('2.1.0');
    const [run] = log.runs;
    const rules = run.tool.driver.rules ?? [];
    expect(rules.map(({ id }) => id)).toEqual(Object.keys(lintRules));
    expect(run.invocations).toEqual([
      { executionSuccessful: true, toolExecutionNotifications: [] },
    ]);
    expect(
      run.results?.map(({ ruleId, ruleIndex = -1, level, locations }) => ({
        ruleId,
        level,
        isItsRule: rules[ruleIndex]?.id === ruleId,
        place: locations?.[0].physicalLocation,
      })),
    ).toEqual([
      {
        ruleId: 'malformed-field',
        level: 'error',
        isItsRule: true,
        place: {
          artifactLocation: { uri: 'bad%20one.yaml', uriBaseId: '%SRCROOT%' },
          region: { startLine: 2, startColumn: 1 },
        },
      },
      {
        ruleId: 'unknown-field',
        level: 'warning',
        isItsRule: true,
        place: {
          artifactLocation: { uri: 'bad%20one.yaml', uriBaseId: '%SRCROOT%' },
          region: { startLine: 3, startColumn: 1 },
        },
      },
    ]);
    const unusable = await cli(['lint', '/nowhere/x.yaml', '--sarif']);
    expect(unusable.code).toBe(2);
    expect(JSON.parse(unusable.out).runs[0].invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          {
            level: 'error',
            message: { text: '/nowhere/x.yaml: there is no such file' },
          },
        ],
      },
    ]);
  });
});

describe('lint against a live server', () => {
  const tools = [
    { name: 'list_notes', annotations: { readOnlyHint: true } },
    { name: 'delete_note' },
  ];
  const serverOf = (live: object[]) =>
    startRawServer({ 'tools/list': { tools: live } });

  it('names the line of each disagreement, and mends the tools', async () => {
    const server = await serverOf(tools);
    const text = clean
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
    const folder = await folderWith({ 'catalog-info.yaml': clean });
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
