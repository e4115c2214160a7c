import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startRawServer } from 'fixtures';
import {
  TestPortal,
  eventually,
  listedServers,
  startTestPortal,
} from '../__testUtils__/startTestPortal';

describe('servers from playbook files', () => {
  let folder: string;
  let portal: TestPortal;
  const write = (name: string, text: string) =>
    writeFile(path.join(folder, name), text);
  const rejected = async () =>
    (await portal.get('/rejected-entries')).body.items ?? [];

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'playbooks-'));
  });
  afterEach(async () => {
    await portal.stop();
    await rm(folder, { recursive: true });
  });
  const start = async () => {
    portal = await startTestPortal({
      providers: {
        mcpGovernancePlaybook: { acme: { type: 'file', target: folder } },
      },
    });
  };

  it('are listed beside what is wrong with their files', async () => {
    await write(
      'good.yaml',
      'name: Good one\nownership: { team: t@b.c, primary: a@b.c }\n',
    );
    await write('bad.yaml', 'name: Bad one\nstatus: activ\nscopes: 7\n');
    await write('odd.yaml', '[');
    await start();
    await listedServers(portal, 1);
    const items = await eventually('two rejections', async () => {
      const found = await rejected();
      return found.length === 2 && found;
    });
    expect(items).toEqual([
      expect.objectContaining({
        entityRef: 'api:default/bad-one',
        location: `file:${folder}/bad.yaml`,
        isInCatalog: false,
        messages: [
          'status: found "activ" (string), expected "active", "deprecated" or "quarantined"; did you mean "active"? (line 2)',
          'scopes: found 7 (number), expected a list (line 3)',
        ],
      }),
      expect.objectContaining({
        entityRef: expect.stringMatching(/^location:default\/mcp-playbook-/),
        location: `file:${folder}/odd.yaml`,
        messages: [expect.stringMatching(/^is no YAML: .*\(line 1\)$/)],
      }),
    ]);

    const good = await portal.get('/servers/default/good-one');
    expect(good.body).toMatchObject({
      title: 'Good one',
      owner: 't@b.c',
      health: 'not-observed',
      healthReason: 'no endpoint',
      governance: { ownership: { primary: 'a@b.c' } },
      warnings: [
        'spec.owner: the e-mail address "t@b.c" is matched to no group of the catalog, so it does not count; name one, such as group:default/platform',
        'spec.governance.ownership.primary: the e-mail address "a@b.c" is matched to no user of the catalog, so it does not count; name one, such as user:default/alice',
      ],
    });

    await write('bad.yaml', 'name: Bad one\nstatus: active\n');
    await listedServers(portal, 2);
    await write('good.yaml', 'name: Good one\nstatus: activ\n');
    const detail = await eventually('its rejection', async () => {
      const { body } = await portal.get('/servers/default/good-one');
      return body.rejection && body;
    });
    expect(detail.rejection.messages).toEqual([
      expect.stringContaining('status: found "activ"'),
    ]);
    expect(detail.governance.ownership).toEqual({ primary: 'a@b.c' });
  }, 30_000);

  it('are compared with the live server in the words of their files', async () => {
    const server = await startRawServer({
      'tools/list': { tools: [{ name: 'delete_note' }] },
    });
    await write(
      'notes.yaml',
      `name: notes
transport: streamable-http
endpoint: ${server.url}
tools:
  - name: delete_note
    mutates: true
`,
    );
    await start();
    const drift = await eventually('a comparison', async () => {
      const { body } = await portal.get('/servers/default/notes/drift');
      return body.status === 'drift' && body;
    });
    expect(drift.disagreements).toEqual([
      expect.objectContaining({
        kind: 'confirmation-missing',
        source: expect.objectContaining({ line: 5, column: 5 }),
      }),
    ]);
    expect(drift.correctedBlock).toBe(`tools:
  - name: delete_note
    mutates: true
    requires_confirmation: true # can destroy something
`);
    await server.close();
  }, 30_000);
});
