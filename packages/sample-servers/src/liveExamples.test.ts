import {
  ServerEntry,
  declaredDrift,
  disagreementKinds,
  hashSnapshot,
} from 'backstage-plugin-mcp-governance-common';
import {
  EgressPolicy,
  GuardedHttp,
  defaultLimits,
  introspect,
} from 'backstage-plugin-mcp-governance-node';
import { exampleServer } from './__testUtils__/examples';
import { TOKEN } from './__testUtils__/legacyClient';
import { temporaryFolder } from './__testUtils__/temporaryFolder';
import { RunningServer } from './http/serveMcp';
import { startMonorepoNav } from './monorepoNav/startMonorepoNav';
import { startNotes } from './notes/startNotes';
import { startReleases } from './releases/startReleases';
import { startServiceCatalog } from './serviceCatalog/startServiceCatalog';

describe('the entries of the live servers', () => {
  const limits = { ...defaultLimits, totalTimeoutMs: 5_000 };
  const http = GuardedHttp.create(EgressPolicy.anyDestination(), limits);
  const running = new Map<string, RunningServer>();

  beforeAll(async () => {
    const folder = await temporaryFolder();
    const all = { port: 0, token: TOKEN, log: () => {} };
    running.set('7011', await startMonorepoNav(all));
    running.set(
      '7012',
      await startServiceCatalog({
        ...all,
        portal: 'http://127.0.0.1:1',
        portalToken: 'unused',
      }),
    );
    running.set('7013', await startReleases({ ...all, folder, writes: false }));
    running.set('7014', await startNotes({ ...all, folder }));
  });
  afterAll(async () => {
    await Promise.all([...running.values()].map(server => server.close()));
    await http.close();
  });

  async function look(
    entry: ServerEntry,
    options: { remote?: number; anonymous?: boolean } = {},
  ) {
    const { type, url } = entry.remotes[options.remote ?? 0];
    const target = new URL(url);
    const server = running.get(target.port);
    if (type === 'stdio' || !server) {
      throw new Error(`${entry.name} is not a live sample`);
    }
    target.port = new URL(server.url).port;
    return introspect({
      url: target.href,
      type,
      http,
      limits,
      principal: options.anonymous
        ? { name: 'anonymous' }
        : { name: 'bearer:test', authorization: `Bearer ${TOKEN}` },
    });
  }

  async function snapshotOf(entry: ServerEntry, remote?: number) {
    const result = await look(entry, { remote });
    if (result.status !== 'observed') {
      throw new Error(JSON.stringify(result));
    }
    return result.snapshot;
  }

  async function disagreementsOf(name: string) {
    const entry = exampleServer(name);
    const { disagreements } = declaredDrift(entry, await snapshotOf(entry));
    return disagreements.map(({ kind, subject }) => `${kind} ${subject}`);
  }

  it.each([
    ['monorepo-nav', '2025-11-25'],
    ['service-catalog', '2026-07-28'],
    ['releases', '2025-11-25'],
  ])('%s agrees with its entry', async (name, revision) => {
    const entry = exampleServer(name);
    const snapshot = await snapshotOf(entry);
    expect(declaredDrift(entry, snapshot)).toEqual({
      status: 'in-sync',
      unknown: [],
      disagreements: [],
    });
    expect(snapshot.takenWith.protocolVersion).toBe(revision);
    expect(snapshot.auth).toMatchObject({
      status: 'refused',
      httpStatus: 401,
      challenge: 'Bearer',
      protectedResource: {
        authorizationServers: [entry.governance.auth?.issuer],
      },
    });
  });

  it('releases shows the same tools over both transports', async () => {
    const entry = exampleServer('releases');
    const overSse = await snapshotOf(entry, 1);
    expect(overSse.takenWith.transport).toBe('sse');
    expect(overSse.tools).toEqual((await snapshotOf(entry)).tools);
  });

  it('notes has outgrown its entry', async () => {
    expect(await disagreementsOf('notes')).toEqual([
      'version-differs server',
      'tool-not-declared tool:export_notes',
      'too-many-tools server',
    ]);
  });

  it('notes answers alike when nothing has changed', async () => {
    const entry = exampleServer('notes');
    expect(hashSnapshot(await snapshotOf(entry))).toEqual(
      hashSnapshot(await snapshotOf(entry)),
    );
  });

  it('crossed-wires disagrees in every way there is', async () => {
    const found = await disagreementsOf('crossed-wires');
    expect(new Set(found.map(one => one.split(' ')[0]))).toEqual(
      new Set(disagreementKinds),
    );
    expect(found).toEqual(
      expect.arrayContaining([
        'scope-not-declared tool:delete_note',
        'version-differs server',
        'mutates-contradicts-annotations tool:search_notes',
        'mutates-contradicts-name tool:search_notes',
        'mutates-contradicts-annotations tool:add_note',
        'mutates-contradicts-name tool:add_note',
        'confirmation-missing tool:delete_note',
        'tool-not-live tool:archive_note',
        'tool-not-declared tool:purge_notes',
        'too-many-tools server',
      ]),
    );
  });

  it('monorepo-nav-preview turns away who has no credential', async () => {
    const entry = exampleServer('monorepo-nav-preview');
    expect(new URL(entry.remotes[0].url).hostname).toBe('localhost');
    expect(await look(entry, { anonymous: true })).toMatchObject({
      status: 'failed',
      failure: { kind: 'unauthorised' },
    });
  });
});
