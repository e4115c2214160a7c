import { hashSnapshot } from 'backstage-plugin-mcp-governance-common';
import {
  Listening,
  startEverything,
  startLegacyServer,
  startModernServer,
  startSseServer,
} from 'fixtures';
import { EgressPolicy, GuardedHttp } from '../egress';
import { HttpTransportType } from './connect';
import { IntrospectOptions, introspect } from './introspect';
import { defaultLimits } from './limits';

const limits = { ...defaultLimits, totalTimeoutMs: 5_000 };
const http = GuardedHttp.create(EgressPolicy.anyDestination(), limits);
const closing: { close(): Promise<void> }[] = [];
afterAll(() => http.close());
afterEach(async () => {
  await Promise.all(closing.splice(0).map(one => one.close()));
});

function opened<T extends { close(): Promise<void> }>(server: T): T {
  closing.push(server);
  return server;
}

const look = (
  server: Pick<Listening, 'url'>,
  options: Partial<IntrospectOptions> = {},
) =>
  introspect({
    url: server.url,
    type: 'streamable-http',
    principal: { name: 'anonymous' },
    http,
    limits,
    ...options,
  });

async function observed(
  server: Pick<Listening, 'url'>,
  options: Partial<IntrospectOptions> = {},
) {
  const result = await look(server, options);
  if (result.status !== 'observed') {
    throw new Error(JSON.stringify(result));
  }
  return result;
}

const namesOf = (section: { status: string; items?: unknown[] }) =>
  section.items?.map(item => (item as { name: string }).name);

describe('introspect', () => {
  it.each([true, false])(
    'observes an SDK v1 server over streamable HTTP (answers as JSON: %s)',
    async json => {
      const server = opened(await startLegacyServer({ json }));
      const { snapshot } = await observed(server);
      expect(snapshot.takenWith).toEqual({
        transport: 'streamable-http',
        era: 'legacy',
        protocolVersion: '2025-11-25',
        principal: 'anonymous',
      });
      expect(snapshot.serverInfo).toEqual({ name: 'legacy', version: '1.0.0' });
      expect(snapshot.instructions).toBe('Ask before you write.');
      expect(namesOf(snapshot.tools)).toEqual(['find_owner', 'touch']);
      expect(namesOf(snapshot.prompts)).toEqual(['explain']);
      expect(namesOf(snapshot.resources)).toEqual(['readme']);
      expect(snapshot.resourceTemplates).toEqual({
        status: 'listed',
        items: [],
      });
      expect(snapshot.auth).toEqual({
        status: 'accepted',
        methods: [
          'initialize',
          'tools/list',
          'prompts/list',
          'resources/list',
          'resources/templates/list',
        ],
      });
      expect(server.sessions).toEqual({ open: 0, opened: 1 });
    },
  );

  it.each<HttpTransportType>(['sse', 'streamable-http'])(
    'observes an SDK v1 server over SSE, declared as %s',
    async type => {
      const server = opened(await startSseServer());
      const { snapshot } = await observed(server, { type });
      expect(snapshot.takenWith.transport).toBe('sse');
      expect(namesOf(snapshot.tools)).toEqual(['find_owner', 'touch']);
    },
  );

  it('observes an SDK v2 server in the modern era', async () => {
    const server = opened(await startModernServer());
    const { snapshot } = await observed(server);
    expect(snapshot.takenWith).toMatchObject({
      era: 'modern',
      protocolVersion: '2026-07-28',
    });
    expect(snapshot.serverInfo).toMatchObject({ name: 'modern' });
    expect(snapshot.instructions).toBe('Reads only.');
    expect(namesOf(snapshot.tools)).toEqual(['list_entities']);
    expect(snapshot.prompts).toEqual({ status: 'notAdvertised' });
  });

  it('observes a streamable server that is declared as sse', async () => {
    const server = opened(await startModernServer());
    const { snapshot } = await observed(server, { type: 'sse' });
    expect(snapshot.takenWith.transport).toBe('streamable-http');
  });

  it('observes the public reference server from npm', async () => {
    const server = opened(await startEverything());
    const { snapshot } = await observed(server);
    expect(namesOf(snapshot.tools)).toContain('get-sum');
    expect(namesOf(snapshot.prompts)?.length).toBeGreaterThan(2);
    expect(snapshot.resourceTemplates).toMatchObject({ status: 'listed' });
    const again = await observed(server);
    expect(hashSnapshot(again.snapshot)).toEqual(hashSnapshot(snapshot));
  });

  it.each([
    ['legacy', startLegacyServer],
    ['modern', startModernServer],
  ] as const)(
    'knows an unchanged %s server by its raw answers',
    async (era, start) => {
      const server = opened(await start());
      const { fingerprint } = await observed(server);
      expect(await look(server, { known: { fingerprint, era } })).toEqual({
        status: 'unchanged',
      });
      const changed = await look(server, {
        known: { fingerprint: 'another', era },
      });
      expect(changed).toMatchObject({ status: 'observed', fingerprint });
    },
  );

  it('speaks as it did before until the verdict is dropped', async () => {
    const server = opened(await startModernServer());
    const { snapshot } = await observed(server, {
      known: { fingerprint: 'x', era: 'legacy' },
    });
    // An upgraded server still answers initialize, so a legacy verdict has to expire.
    expect(snapshot.takenWith.era).toBe('legacy');
    const fresh = await observed(server);
    expect(fresh.snapshot.takenWith.era).toBe('modern');
  });

  describe('with a credential', () => {
    const metadata = {
      resource: 'https://mcp.example.com/crm',
      authorization_servers: ['https://sso.example.com'],
    };
    const principal = { name: 'bearer:test', authorization: 'Bearer s3cret' };

    it.each([
      ['legacy', startLegacyServer],
      ['modern', startModernServer],
    ] as const)(
      'says how a %s server turns nobody away, and whom its metadata names',
      async (_, start) => {
        const server = opened(await start({ token: 's3cret', metadata }));
        const result = await observed(server, { principal });
        expect(result.snapshot.auth).toEqual({
          status: 'refused',
          httpStatus: 401,
          challenge: 'Bearer',
          protectedResource: {
            url: expect.stringContaining('/.well-known/'),
            resource: metadata.resource,
            authorizationServers: metadata.authorization_servers,
          },
        });
        expect(result.snapshot.takenWith.principal).toBe('bearer:test');
        expect(JSON.stringify(result)).not.toMatch(/s3cret|secret body/);
      },
    );

    it('says that nobody is let in as well', async () => {
      const server = opened(await startLegacyServer());
      const { snapshot } = await observed(server, { principal });
      expect(snapshot.auth).toEqual({
        status: 'accepted',
        methods: ['initialize', 'tools/list'],
      });
      expect(server.sessions).toEqual({ open: 0, opened: 2 });
    });

    it.each([
      [
        { challenge: false },
        'answered 401: a credential is needed; no WWW-Authenticate header says which',
      ],
      [{}, 'answered 401: a credential is needed (Bearer)'],
      [
        { metadata },
        'answered 401: a credential is needed (Bearer, from https://sso.example.com)',
      ],
    ])('is unauthorised where it is refused (%j)', async (options, message) => {
      const server = opened(
        await startLegacyServer({ token: 'other', ...options }),
      );
      expect(await look(server, { principal })).toEqual({
        status: 'failed',
        failure: { kind: 'unauthorised', message },
      });
    });
  });
});
