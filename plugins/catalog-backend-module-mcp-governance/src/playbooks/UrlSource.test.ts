import { startCatalog } from '../__testUtils__/startCatalog';
import { startForge } from '../__testUtils__/startForge';

describe('the playbook provider, of a repository', () => {
  const files = {
    'servers/crm.yaml': 'name: crm\nversion: "1"\n',
    'servers/deep/er.yaml': 'name: er\n',
    'elsewhere/x.yaml': 'name: x\n',
  };
  const start = async (target: string) => {
    const forge = await startForge(files);
    const place = `${forge.url}/acme/playbooks/src/branch/main/${target}`;
    const catalog = await startCatalog({
      provider: { type: 'url', target: place },
      config: {
        integrations: {
          gitea: [{ host: new URL(forge.url).host, baseUrl: forge.url }],
        },
      },
    });
    return { forge, place, ...catalog };
  };

  it('reads a folder, and again only when it changed', async () => {
    const { forge, place, entity, until, refresh, stop } = await start(
      'servers',
    );
    const crm = await until('crm', () => entity('crm'));
    expect(crm.metadata.annotations).toMatchObject({
      'backstage.io/managed-by-location': `url:${place}/crm.yaml`,
      'backstage.io/managed-by-origin-location': `url:${place}`,
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

  it('reads one file', async () => {
    const { forge, place, entity, until, stop } = await start(
      'servers/crm.yaml',
    );
    const crm = await until('crm', () => entity('crm'));
    expect(crm.metadata.annotations).toMatchObject({
      'backstage.io/managed-by-location': `url:${place}`,
    });
    expect(await entity('er')).toBeUndefined();
    forge.commit({ 'servers/crm.yaml': 'name: crm\nversion: "2"\n' });
    await until('the new version', async () =>
      JSON.stringify((await entity('crm'))?.spec).includes('"2"'),
    );
    await stop();
    await forge.close();
  }, 20_000);
});
