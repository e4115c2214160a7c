import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import express from 'express';

const entity = (
  kind: string,
  name: string,
  spec: Record<string, string | object[]>,
  rest: Partial<Entity> = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  ...rest,
  metadata: { name, namespace: 'default', uid: name, ...rest.metadata },
  spec: { lifecycle: 'production', ...spec } as Entity['spec'],
});

const owned = { type: 'ownedBy', targetRef: 'group:default/checkout' };
const entities: Entity[] = [
  entity(
    'Component',
    'checkout',
    { type: 'service', owner: 'checkout' },
    {
      metadata: { name: 'checkout', description: 'Takes orders.' },
      relations: [owned],
    },
  ),
  entity(
    'API',
    'checkout-api',
    {
      type: 'openapi',
      owner: 'checkout',
      definition:
        'openapi: 3.1.0\nservers: [{ url: "https://api.acme.example/checkout/" }]\npaths: { /orders: {}, "/orders/{id}": {} }\n',
    },
    {
      metadata: {
        name: 'checkout-api',
        title: 'Checkout API',
        description: 'Orders.',
      },
      relations: [
        owned,
        { type: 'apiConsumedBy', targetRef: 'component:default/checkout' },
        { type: 'apiConsumedBy', targetRef: 'component:default/gone' },
        { type: 'apiProvidedBy', targetRef: 'component:default/billing' },
      ],
    },
  ),
  entity('API', 'notes', {
    type: 'mcp-server',
    owner: 'platform',
    remotes: [{ type: 'sse', url: 'http://127.0.0.1:7014/mcp' }],
  }),
  entity('API', 'rates', {
    type: 'openapi',
    owner: 'finance',
    definition: '{"paths": {"/rates/{currency}": {}}}',
  }),
  entity('API', 'events', {
    type: 'grpc',
    owner: 'finance',
    definition: 'syntax = "proto3"; service Events { rpc',
  }),
  entity('Component', 'billing', { type: 'service', owner: 'finance' }),
];

/** The portal's catalog API as far as the service catalog asks it, in a mood to be chosen. */
export interface StubCatalog {
  portal: string;
  mood: 'well' | 'fails' | 'html';
  close(): Promise<void>;
}

const PAGE = 2;

/** Starts a catalog that wants `token` and holds a handful of entities, two a page. */
export async function startStubCatalog(token: string): Promise<StubCatalog> {
  const app = express();
  const stub: Pick<StubCatalog, 'mood'> = { mood: 'well' };
  app.use((req, res, next) => {
    if (req.headers.authorization !== `Bearer ${token}`) {
      res.status(401).json({ error: { name: 'AuthenticationError' } });
    } else if (stub.mood === 'fails') {
      res.status(503).json({ error: { name: 'ServiceUnavailableError' } });
    } else if (stub.mood === 'html') {
      res.send('<html></html>');
    } else {
      next();
    }
  });
  app.get('/api/catalog/entities/by-query', (req, res) => {
    const { filter, fullTextFilterTerm, cursor } = req.query;
    const [from, kind] = cursor
      ? String(cursor).split(':')
      : [0, String(filter ?? '').replace('kind=', '')];
    const found = entities.filter(
      one =>
        (!kind || one.kind.toLowerCase() === kind) &&
        JSON.stringify(one.metadata).includes(String(fullTextFilterTerm ?? '')),
    );
    const end = Number(from) + PAGE;
    res.json({
      items: found.slice(Number(from), end),
      totalItems: found.length,
      pageInfo: end < found.length ? { nextCursor: `${end}:${kind}` } : {},
    });
  });
  app.post('/api/catalog/entities/by-refs', express.json(), (req, res) => {
    const { entityRefs } = req.body as { entityRefs: string[] };
    const byRef = new Map(entities.map(one => [stringifyEntityRef(one), one]));
    res.json({ items: entityRefs.map(ref => byRef.get(ref) ?? null) });
  });
  app.get(
    '/api/catalog/entities/by-name/:kind/:namespace/:name',
    (req, res) => {
      const { kind, namespace, name } = req.params;
      const ref = stringifyEntityRef({ kind, namespace, name });
      const found = entities.find(one => stringifyEntityRef(one) === ref);
      if (found) {
        res.json(found);
      } else {
        res.status(404).json({ error: { name: 'NotFoundError' } });
      }
    },
  );
  const server = createServer(app);
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return Object.assign(stub, {
    portal: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
