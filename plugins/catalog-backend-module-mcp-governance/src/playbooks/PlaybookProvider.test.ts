import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { completePlaybook } from 'fixtures';
import { startCatalog, statusOf } from '../__testUtils__/startCatalog';
import { readProviders } from './readProviders';

describe('the playbook provider, of a folder', () => {
  let folder: string;
  let stop: () => Promise<void>;
  const write = (name: string, text: string) =>
    writeFile(path.join(folder, name), text);
  const start = async (usersFile?: string) => {
    const catalog = await startCatalog({
      provider: { type: 'file', target: folder },
      usersFile,
    });
    stop = catalog.stop;
    return catalog;
  };
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'playbooks-'));
  });
  afterEach(async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('brings in every key of the template, and shows an e-mail address that is nobody’s', async () => {
    await mkdir(path.join(folder, '.hidden'));
    await write('.hidden/users.yaml', completePlaybook.users);
    await mkdir(path.join(folder, 'sales'));
    await write('sales/crm.yaml', completePlaybook.text);
    await write('catalog-info.yaml', 'apiVersion: x\nkind: API\n');
    const { entity, until, warnings } = await start(
      path.join(folder, '.hidden/users.yaml'),
    );

    // At first the catalog may not know the users yet.
    const crm = await until('alice', async () => {
      const found = await entity('crm-tools-eu');
      return found && JSON.stringify(found.spec).includes('alice"') && found;
    });
    expect({ kind: crm.kind, spec: crm.spec }).toEqual({
      kind: 'API',
      spec: completePlaybook.entity.spec,
    });
    expect(crm.metadata).toMatchObject({
      ...completePlaybook.entity.metadata,
      annotations: {
        'backstage.io/managed-by-location': `file:${folder}/sales/crm.yaml`,
        'backstage.io/managed-by-origin-location': `file:${folder}`,
      },
    });
    expect(crm.relations).toContainEqual({
      type: 'mcpPrimaryOwner',
      targetRef: 'user:default/alice',
    });
    expect(statusOf(crm, 'warning')).toEqual([
      'spec.governance.ownership.secondary: the e-mail address "somebody.gone@example.com" is matched to no user of the catalog, so it does not count; name one, such as user:default/alice',
    ]);
    expect(statusOf(crm, 'error')).toEqual([]);
    expect(warnings().filter(line => line.includes('refused'))).toEqual([]);
  });

  it('shows what is missing and what does not count, instead of refusing it', async () => {
    await write('bare.yaml', 'name: Bare bones\ntransprt: sse\n');
    const { entity, until } = await start();
    const bare = await until('bare-bones', () => entity('bare-bones'));
    expect(bare.metadata.title).toBe('Bare bones');
    expect(bare.metadata.annotations?.['mcp-governance/missing-fields']).toBe(
      'spec.owner,spec.lifecycle,spec.remotes',
    );
    expect(statusOf(bare, 'warning')).toEqual([
      'transprt: unknown field, ignored; did you mean "transport"? (line 2)',
    ]);
  });

  it('keeps a server whose file is malformed now, and the servers of other files', async () => {
    await write('a.yaml', 'name: a\nversion: "1"\n');
    await write('b.yaml', 'name: b\nversion: "1"\n');
    const { entity, until, refresh, warnings } = await start();
    await until('a and b', async () => (await entity('a')) && entity('b'));

    await write('a.yaml', 'name: a\nversion: "2"\nstatus: activ\n');
    await write('b.yaml', 'name: b\nversion: "2"\n');
    const a = await until('the rejection of a', async () => {
      const found = await entity('a');
      return statusOf(found, 'error').length > 0 && found;
    });
    expect(statusOf(a, 'error').join()).toContain(
      'MCP server entry rejected: status: found "activ" (string), expected "active", "deprecated" or "quarantined"; did you mean "active"? (line 3)',
    );
    expect(a.spec?.governance).toEqual({ version: '1' });
    await until('b', async () =>
      JSON.stringify((await entity('b'))?.spec).includes('"2"'),
    );
    await refresh();
    expect(warnings().filter(line => line.includes('a.yaml'))).toEqual([
      expect.stringMatching(
        /^Playbook file:.*a\.yaml is refused: status: found "activ"/,
      ),
    ]);

    // Not even its name can be made out any more: the catalog remembers it.
    await write('a.yaml', '{{{');
    await until('another rejection of a', async () =>
      statusOf(await entity('a'), 'error')
        .join()
        .includes('is no YAML'),
    );
    expect((await entity('a'))?.spec?.governance).toEqual({ version: '1' });

    await write('a.yaml', 'name: a\nversion: "3"\n');
    await until('a as it is now', async () => {
      const found = await entity('a');
      return (
        JSON.stringify(found?.spec).includes('"3"') &&
        statusOf(found, 'error').length === 0
      );
    });
  }, 40_000);

  it('lets a file that is gone take its server with it, but not a folder that cannot be read', async () => {
    await write('a.yaml', 'name: a\n');
    await write('b.yaml', 'name: b\n');
    const { entity, until, refresh, warnings } = await start();
    await until('a and b', async () => (await entity('a')) && entity('b'));
    await rm(path.join(folder, 'a.yaml'));
    await until('the end of a', async () => !(await entity('a')));

    await rm(folder, { recursive: true });
    await refresh();
    await refresh();
    expect(await entity('b')).toBeDefined();
    expect(
      warnings().filter(line => line.includes('cannot be read')),
    ).toHaveLength(1);
  }, 20_000);

  it('takes one server where two files have the same name, the one that was there', async () => {
    await write('b.yaml', 'name: Twin\nversion: "b"\n');
    const { entity, until, warnings } = await start();
    await until('twin', () => entity('twin'));
    await write('a.yaml', 'name: twin\nversion: "a"\n');
    await until('a complaint', async () =>
      warnings().some(line =>
        /a\.yaml is refused: name: "twin" stands already in .*b\.yaml/.test(
          line,
        ),
      ),
    );
    expect((await entity('twin'))?.spec?.governance).toEqual({ version: 'b' });
  });
});

describe('the configuration of the playbook provider', () => {
  it.each([
    [
      { type: 'git', target: 'x' },
      'catalog.providers.mcpGovernancePlaybook.acme.type: found "git", expected "file" or "url"',
    ],
    [{ type: 'file' }, "'catalog.providers.mcpGovernancePlaybook.acme.target'"],
  ])('refuses %j with the key named', (provider, reason) => {
    const config = mockServices.rootConfig({
      data: {
        catalog: { providers: { mcpGovernancePlaybook: { acme: provider } } },
      },
    });
    expect(() =>
      readProviders(config, {
        auth: mockServices.auth(),
        catalog: catalogServiceMock(),
        logger: mockServices.logger.mock(),
        scheduler: mockServices.scheduler(),
        urlReader: mockServices.urlReader.mock(),
      }),
    ).toThrow(reason);
  });
});
