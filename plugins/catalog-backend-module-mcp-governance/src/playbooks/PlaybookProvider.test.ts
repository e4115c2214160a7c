import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import aiModelModule from '@backstage/plugin-catalog-backend-module-ai-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { completePlaybook } from 'fixtures';
import request from 'supertest';
import catalogModuleMcpGovernance from '..';
import { readProviders } from './readProviders';
import { startForge } from '../__testUtils__/startForge';

const TASK = 'mcp-governance-playbook:acme:refresh';

interface Status {
  items: { level: string; message: string }[];
}

async function startCatalog(options: {
  provider: object;
  config?: object;
  usersFile?: string;
}) {
  const scheduler = mockServices.scheduler();
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      aiModelModule,
      catalogModuleMcpGovernance,
      logger.factory,
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      mockServices.rootConfig.factory({
        data: {
          ...options.config,
          catalog: {
            processingInterval: { seconds: 2 },
            providers: { mcpGovernancePlaybook: { acme: options.provider } },
            locations: options.usersFile
              ? [
                  {
                    type: 'file',
                    target: options.usersFile,
                    rules: [{ allow: ['User'] }],
                  },
                ]
              : [],
          },
        },
      }),
    ],
  });
  const entity = async (name: string, kind = 'api') => {
    const { status, body } = await request(backend.server).get(
      `/api/catalog/entities/by-name/${kind}/default/${name}`,
    );
    return status === 200 ? (body as Entity & { status?: Status }) : undefined;
  };
  /** Reads the place again and again until the catalog is as it should be. */
  const until = async <T>(
    what: string,
    probe: () => Promise<T | undefined | false>,
  ): Promise<T> => {
    for (let i = 0; i < 100; i++) {
      await scheduler.triggerTask(TASK);
      const found = await probe();
      if (found) {
        return found;
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error(`${what} did not come about`);
  };
  return {
    entity,
    until,
    refresh: () => scheduler.triggerTask(TASK),
    warnings: () => logger.warn.mock.calls.map(([line]) => String(line)),
    stop: () => backend.stop(),
  };
}

const statusOf = (
  entity: (Entity & { status?: Status }) | undefined,
  level: string,
) =>
  (entity?.status?.items ?? [])
    .filter(item => item.level === level)
    .map(({ message }) => message);

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

describe('the playbook provider, of a repository', () => {
  it('reads what a URL reader reads, and again only what changed', async () => {
    const forge = await startForge({
      'servers/crm.yaml': 'name: crm\nversion: "1"\n',
      'servers/deep/er.yaml': 'name: er\n',
      'elsewhere/x.yaml': 'name: x\n',
    });
    const { entity, until, refresh, stop } = await startCatalog({
      provider: {
        type: 'url',
        target: `${forge.url}/acme/playbooks/src/branch/main/servers`,
      },
      config: {
        integrations: {
          gitea: [{ host: new URL(forge.url).host, baseUrl: forge.url }],
        },
      },
    });
    const crm = await until('crm', () => entity('crm'));
    expect(crm.metadata.annotations).toMatchObject({
      'backstage.io/managed-by-location': `url:${forge.url}/acme/playbooks/src/branch/main/servers/crm.yaml`,
      'backstage.io/managed-by-origin-location': `url:${forge.url}/acme/playbooks/src/branch/main/servers`,
    });
    await until('er', () => entity('er'));
    expect(await entity('x')).toBeUndefined();

    const { archives } = forge;
    await refresh();
    await refresh();
    expect(forge.archives).toBe(archives);
    forge.commit({ 'servers/crm.yaml': 'name: crm\nversion: "2"\n' });
    await until('the new version', async () =>
      JSON.stringify((await entity('crm'))?.spec).includes('"2"'),
    );
    await until('the end of er', async () => !(await entity('er')));

    forge.fail();
    await refresh();
    expect(await entity('crm')).toBeDefined();
    await stop();
    await forge.close();
  }, 20_000);
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
