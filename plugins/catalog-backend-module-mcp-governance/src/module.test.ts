import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BackendFeature } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import aiModelModule from '@backstage/plugin-catalog-backend-module-ai-model';
import logsModule from '@backstage/plugin-catalog-backend-module-logs';
import request from 'supertest';
import { placeholders } from 'backstage-plugin-mcp-governance-common';
import catalogModuleMcpGovernance from '.';

const apiHeader = `apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: NAME
spec:
  type: mcp-server
`;
const named = (name: string, rest: string) =>
  apiHeader.replace('NAME', name) + rest;
const complete = `  lifecycle: production
  owner: platform
  remotes: [{ type: streamable-http, url: 'https://mcp.example.com/crm' }]
`;

const yaml = [
  named('bare', ''),
  named(
    'full',
    `${complete}  system: agents
  governance:
    version: "1.0"
    ownership:
      primary: alice
      secondary: user:default/bob
      security: group:default/security
      onCall:
    consumers: [sales, component:default/runner]
    downstreamSystems:
      - { name: crm, ref: zoho }
      - { name: other }
    audit: { lastRun: 2026-05-02, nextDue: "2026-08-02" }
    ownershp: {}
`,
  ),
  named('broken', `${complete}  governance: { status: activ, scopes: 7 }\n`),
  named(
    'half-remote',
    `  lifecycle: production
  owner: platform
  remotes: [{ type: stdio }, { url: 'https://mcp.example.com/x' }]
`,
  ),
  named('bad-remote', `  remotes: [{ type: websocket, url: 'ws://x' }]\n`),
  named('Bad Name', `${complete}`),
  `apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: rest }
spec:
  { type: openapi, lifecycle: production, owner: x, definition: "openapi" }
`,
].join('---\n');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'entries-'));
  await writeFile(path.join(folder, 'all.yaml'), yaml);
});
afterEach(() => rm(folder, { recursive: true }));

async function startCatalog(extra: BackendFeature[]) {
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleMcpGovernance,
      logger.factory,
      mockServices.rootConfig.factory({
        data: {
          catalog: {
            locations: [
              {
                type: 'file',
                target: path.join(folder, 'all.yaml'),
                rules: [{ allow: ['API'] }],
              },
            ],
          },
        },
      }),
      logsModule,
      ...extra,
    ],
  });
  const { server } = backend;
  const entity = async (name: string): Promise<Entity | undefined> => {
    const response = await request(server).get(
      `/api/catalog/entities/by-name/api/default/${name}`,
    );
    return response.status === 200 ? response.body : undefined;
  };
  const eventually = async (name: string): Promise<Entity> => {
    for (let i = 0; i < 100; i++) {
      const found = await entity(name);
      if (found) {
        return found;
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error(`${name} did not appear in the catalog`);
  };
  const eventuallyLogged = async (pattern: RegExp) => {
    for (let i = 0; i < 100; i++) {
      const lines = logger.warn.mock.calls.map(([line]) => line);
      if (lines.some(line => pattern.test(line))) {
        return;
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error(`nothing like ${pattern} was logged`);
  };
  const stop = () => backend.stop();
  return { server, logger, entity, eventually, eventuallyLogged, stop };
}

const startWithModel = () => startCatalog([aiModelModule]);

describe('the catalog module', () => {
  it('takes in what is well-formed, marks what is missing, and leaves other APIs alone', async () => {
    const { eventually, logger } = await startWithModel();

    const bare = await eventually('bare');
    expect(bare.spec).toEqual({
      type: 'mcp-server',
      owner: placeholders.owner,
      lifecycle: placeholders.lifecycle,
      remotes: [{ type: placeholders.remoteType, url: placeholders.remoteUrl }],
    });
    expect(bare.metadata.annotations).toMatchObject({
      'mcp-governance/missing-fields': 'spec.owner,spec.lifecycle,spec.remotes',
    });

    const half = await eventually('half-remote');
    expect(half.spec?.remotes).toEqual([
      { type: 'stdio', url: placeholders.remoteUrl },
      { type: placeholders.remoteType, url: 'https://mcp.example.com/x' },
    ]);

    const rest = await eventually('rest');
    expect(rest.metadata.annotations).not.toHaveProperty(
      'mcp-governance/missing-fields',
    );
    expect(logger.warn).not.toHaveBeenCalledWith(
      expect.stringContaining('ai-model'),
    );
  });

  it('normalises dates, warns of unknown fields and emits relations both ways', async () => {
    const { eventually } = await startWithModel();
    const full = await eventually('full');
    expect(full.spec?.governance).toMatchObject({
      audit: { lastRun: '2026-05-02', nextDue: '2026-08-02' },
      ownership: { primary: 'alice' },
      ownershp: {},
    });
    expect(full.spec?.governance).not.toHaveProperty('ownership.onCall');
    expect((full as { status?: unknown }).status).toEqual({
      items: [
        {
          type: 'mcp-governance/entry',
          level: 'warning',
          message:
            'spec.governance.ownershp: unknown field, ignored; did you mean "ownership"?',
        },
      ],
    });
    const relations = full.relations?.map(
      ({ type, targetRef }) => `${type} ${targetRef}`,
    );
    expect(relations?.sort()).toEqual([
      'apiConsumedBy component:default/runner',
      'dependsOn resource:default/zoho',
      'mcpConsumedBy group:default/sales',
      'mcpPrimaryOwner user:default/alice',
      'mcpSecondaryOwner user:default/bob',
      'mcpSecurityContact group:default/security',
      'ownedBy group:default/platform',
      'partOf system:default/agents',
    ]);
  });

  it('rejects what is malformed with the field, the find and the mend', async () => {
    const { server, entity, eventually } = await startWithModel();
    await eventually('full');
    expect(await entity('broken')).toBeUndefined();
    expect(await entity('bad-remote')).toBeUndefined();
    const validate = async (spec: object, name = 'x') => {
      const response = await request(server)
        .post('/api/catalog/validate-entity')
        .send({
          location: 'url:https://example.com/catalog-info.yaml',
          entity: {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'API',
            metadata: { name },
            spec: { type: 'mcp-server', ...spec },
          },
        });
      return { status: response.status, text: JSON.stringify(response.body) };
    };
    expect(await validate({})).toMatchObject({ status: 200 });
    const broken = await validate({
      governance: { status: 'activ', scopes: 7 },
    });
    expect(broken.status).toBe(400);
    expect(broken.text).toContain(
      'MCP server entry rejected: spec.governance.status: found \\"activ\\" (string), expected \\"active\\", \\"deprecated\\" or \\"quarantined\\"; did you mean \\"active\\"?; spec.governance.scopes: found 7 (number), expected a list',
    );
    expect(
      (await validate({ remotes: [{ type: 'streamable_http', url: 'x' }] }))
        .text,
    ).toContain('did you mean \\"streamable-http\\"?');
    expect((await validate({ remotes: 'https://x' })).text).toContain(
      'spec.remotes: found \\"https://x\\" (string), expected a list',
    );
    expect(
      (await validate({ remotes: [{ type: 'sse', url: 'x' }] })).text,
    ).toContain(
      'spec.remotes[0].url: found \\"x\\" (string), expected a complete http or https URL',
    );
    expect((await validate({ owner: 7 })).text).toContain(
      'spec.owner: found 7 (number), expected text; put it in quotes',
    );
    expect((await validate({}, 'Bad Name')).text).toContain(
      'MCP server entry rejected: \\"metadata.name\\" is not valid',
    );
  });

  it('takes in an entry of five megabytes, and refuses one tool more than the limit', async () => {
    const toolsOf = (count: number) =>
      Array.from({ length: count }, (_, i) => ({
        name: `tool_${i}`,
        scopesRequired: ['a'.repeat(1000), 'b'.repeat(3900)],
      }));
    const write = (name: string, count: number) =>
      writeFile(
        path.join(folder, 'all.yaml'),
        [
          named('small', complete),
          named(
            name,
            `${complete}  governance: ${JSON.stringify({
              tools: toolsOf(count),
            })}\n`,
          ),
        ].join('---\n'),
      );
    await write('huge', 1000);
    const first = await startWithModel();
    const huge = await first.eventually('huge');
    expect(JSON.stringify(huge).length).toBeGreaterThan(4_900_000);
    await first.stop();

    await write('too-many', 1001);
    const second = await startWithModel();
    await second.eventually('small');
    await second.eventuallyLogged(
      /api:default\/too-many.*spec\.governance\.tools: at most 1000 items are allowed, not 1001; split the server/s,
    );
    expect(await second.entity('too-many')).toBeUndefined();
  }, 30_000);

  it('says plainly when the model module is missing', async () => {
    const { logger } = await startCatalog([]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(
        '@backstage/plugin-catalog-backend-module-ai-model is not installed',
      ),
    );
  });
});
