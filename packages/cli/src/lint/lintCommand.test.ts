import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { completePlaybook } from 'fixtures';
import type { Log } from 'sarif';
import { cleanEntry } from '../__testUtils__/cleanEntry';
import { cli, folderWith } from '../__testUtils__/cli';
import { lintRules } from './rules';

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
      'catalog-info.yaml': cleanEntry,
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
      without(cleanEntry, / {4}domain.*\n/, / {2}owner.*\n/)
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
      cleanEntry
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
      cleanEntry.replace('scopes: [notes:read]', 'scopes: []'),
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

  it('has a line in the README for every rule', async () => {
    const readme = await readFile(
      path.resolve(__dirname, '../../README.md'),
      'utf8',
    );
    expect(
      Object.keys(lintRules).filter(rule => !readme.includes(`\`${rule}\``)),
    ).toEqual([]);
  });
});
