import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { completePlaybook } from 'fixtures';
import { parse, parseAllDocuments } from 'yaml';
import { cli, folderWith } from '../__testUtils__/cli';

/** Every key of a value, in the order in which it is written; of a list those of its first item. */
function keysOf(value: unknown, path_ = ''): string[] {
  const inner: unknown = Array.isArray(value) ? value[0] : value;
  return inner !== null && typeof inner === 'object'
    ? Object.entries(inner).flatMap(([key, item]) =>
        keysOf(item, path_ ? `${path_}.${key}` : key),
      )
    : [path_];
}

describe('import', () => {
  let folder: string;
  const at = (name: string) => path.join(folder, name);
  beforeEach(async () => {
    folder = await folderWith({
      'crm.yaml': completePlaybook.text,
      'users.yaml': completePlaybook.users,
      'bare.yaml': 'name: bare\n',
      'broken.yaml': 'name: broken\nstatus: activ\ntools:\n  - mutates: nope\n',
      'syntax.yaml': 'name: x\nstatus: [\n',
      'entity.yaml': 'apiVersion: x\nkind: API\nmetadata: { name: a }\n',
    });
  });

  it('maps every key of the template', async () => {
    expect(keysOf(parse(completePlaybook.text))).toEqual(completePlaybook.keys);
    const { code, out, err } = await cli([
      'import',
      at('crm.yaml'),
      '--users',
      at('users.yaml'),
    ]);
    expect(parse(out)).toEqual(completePlaybook.entity);
    expect(err).toBe(
      `${at(
        'crm.yaml',
      )}:12:3 warning unmatched-email ownership.secondary: the e-mail address "somebody.gone@example.com" is matched to no user of the catalog, so it does not count; name one, such as user:default/alice\n`,
    );
    expect(code).toBe(0);
  });

  it('leaves e-mail addresses as they are where it knows no users', async () => {
    const { code, out, err } = await cli(['import', at('crm.yaml')]);
    expect(parse(out).spec.governance.ownership).toEqual({
      primary: 'alice@example.com',
      secondary: 'somebody.gone@example.com',
      onCall: 'platform-agentic',
    });
    expect(err).toBe(
      'note: 2 e-mail addresses stayed as written; --users FILE matches them to the users of a catalog file\n',
    );
    expect(code).toBe(0);
  });

  it('prints several servers as documents of one text', async () => {
    const { out, code } = await cli([
      'import',
      at('bare.yaml'),
      at('crm.yaml'),
    ]);
    expect(code).toBe(0);
    expect(
      parseAllDocuments(out).map(document =>
        document.getIn(['metadata', 'name']),
      ),
    ).toEqual(['bare', 'crm-tools-eu']);
  });

  it('says where a file is wrong, and imports the others', async () => {
    const { code, out, err } = await cli([
      'import',
      at('broken.yaml'),
      at('bare.yaml'),
    ]);
    expect(code).toBe(1);
    expect(parse(out).metadata.name).toBe('bare');
    expect(err.split('\n')).toEqual([
      `${at(
        'broken.yaml',
      )}:2:1 error malformed-field status: found "activ" (string), expected "active", "deprecated" or "quarantined"; did you mean "active"?`,
      `${at(
        'broken.yaml',
      )}:4:5 error malformed-field tools[0].mutates: found "nope" (string), expected true or false`,
      '',
    ]);
  });

  it('takes one server from two files of the same name', async () => {
    await writeFile(at('again.yaml'), '# twice\nname: Bare\n');
    const { code, out, err } = await cli([
      'import',
      at('bare.yaml'),
      at('again.yaml'),
    ]);
    expect(code).toBe(1);
    expect(parseAllDocuments(out)).toHaveLength(1);
    expect(err).toBe(
      `${at(
        'again.yaml',
      )}:2:1 error duplicate-name name: "Bare" stands already in ${at(
        'bare.yaml',
      )}\n`,
    );
  });

  it.each([
    ['syntax.yaml', /:\d+:\d+ error yaml-syntax is no YAML: /],
    ['entity.yaml', /:1:1 error not-a-playbook holds catalog entities/],
    ['nope.yaml', /^error: .*nope\.yaml: there is no such file\n$/],
    ['.', /^error: .*: it is a folder; name the files in it\n$/],
  ])('cannot use %s', async (name, reason) => {
    const { code, out, err } = await cli(['import', at(name)]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(reason);
  });

  it.each([
    ['bare.yaml', 'holds no entities of kind User or Group'],
    ['syntax.yaml', 'is no YAML'],
    ['nope.yaml', 'there is no such file'],
  ])('cannot use %s as users', async (name, reason) => {
    const { code, err } = await cli([
      'import',
      at('crm.yaml'),
      '--users',
      at(name),
    ]);
    expect(code).toBe(2);
    expect(err).toContain(reason);
  });

  it('writes one file for each server, and never over another', async () => {
    const out = at('out/deeper');
    const args = ['import', at('crm.yaml'), at('bare.yaml'), '--out', out];
    expect((await cli(args)).code).toBe(0);
    expect((await readdir(out)).sort()).toEqual([
      'bare.yaml',
      'crm-tools-eu.yaml',
    ]);
    const bare = path.join(out, 'bare.yaml');
    expect(parse(await readFile(bare, 'utf8'))).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'API',
      metadata: { name: 'bare' },
      spec: { type: 'mcp-server' },
    });

    await writeFile(bare, 'mine');
    const again = await cli([...args.slice(0, 3), '--out', out]);
    expect(again).toEqual({
      code: 2,
      out: '',
      err: expect.stringContaining(
        `error: ${bare} is there already; --force writes over it\n`,
      ),
    });
    expect(await readFile(bare, 'utf8')).toBe('mine');
    const forced = await cli([...args, '--force']);
    expect(forced).toMatchObject({
      code: 0,
      out: `${path.join(out, 'crm-tools-eu.yaml')}\n${bare}\n`,
    });
    expect(await readFile(bare, 'utf8')).not.toBe('mine');
  });
});
