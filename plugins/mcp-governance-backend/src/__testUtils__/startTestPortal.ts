import {
  BackendFeature,
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import aiModelModule from '@backstage/plugin-catalog-backend-module-ai-model';
import {
  EntityProviderConnection,
  catalogProcessingExtensionPoint,
} from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import catalogModuleMcpGovernance from 'backstage-plugin-catalog-backend-module-mcp-governance';
import request from 'supertest';
import mcpGovernancePlugin from '..';

/** Waits until `probe` answers something, at most a minute and a half: machines that test are busy. */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | undefined | false>,
): Promise<T> {
  const end = Date.now() + 90_000;
  while (Date.now() < end) {
    const found = await probe();
    if (found) {
      return found;
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`${what} did not come about`);
}

/** A scheduler that really repeats: the mock runs a task once, the real one looks only every five seconds. */
const promptScheduler = createServiceFactory({
  service: coreServices.scheduler,
  deps: { lifecycle: coreServices.lifecycle },
  factory({ lifecycle }) {
    const scheduler = mockServices.scheduler();
    const timer = setInterval(async () => {
      for (const { id } of await scheduler.getScheduledTasks()) {
        await scheduler.triggerTask(id);
      }
    }, 200);
    lifecycle.addShutdownHook(() => clearInterval(timer));
    return scheduler;
  },
});

/** Events that reach every plugin of one backend, as the real service's do. */
function sharedEvents() {
  const events = mockServices.events();
  return createServiceFactory({
    service: eventsServiceRef,
    deps: {},
    factory: () => events,
  });
}

/** A backend with a real catalog, our module and our plugin. */
export async function startTestPortal(
  options: {
    entities?: Entity[];
    introspection?: object;
    uploads?: object;
    /** Entity providers, as in `catalog.providers`. */
    providers?: object;
    features?: BackendFeature[];
  } = {},
) {
  let connection: EntityProviderConnection | undefined;
  const provider = createBackendModule({
    pluginId: 'catalog',
    moduleId: 'test-provider',
    register({ registerInit }) {
      registerInit({
        deps: { processing: catalogProcessingExtensionPoint },
        async init({ processing }) {
          processing.addEntityProvider({
            getProviderName: () => 'test',
            async connect(connected) {
              connection = connected;
            },
          });
        },
      });
    },
  });
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      aiModelModule,
      catalogModuleMcpGovernance,
      provider,
      promptScheduler,
      sharedEvents(),
      mcpGovernancePlugin,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'https://portal.example.com' },
          catalog: {
            processingInterval: { seconds: 2 },
            providers: options.providers ?? {},
          },
          mcpGovernance: {
            projection: { frequency: { milliseconds: 200 } },
            introspection: {
              egress: { allow: [{ host: '127.0.0.1' }] },
              limits: { totalTimeout: { seconds: 2 } },
              ...options.introspection,
            },
            uploads: options.uploads ?? {},
          },
        },
      }),
      ...(options.features ?? []),
    ],
  });
  const setEntities = async (entities: Entity[]) => {
    const ready = await eventually('the catalog', async () => connection);
    await ready.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({
        locationKey: 'test',
        entity: {
          ...entity,
          metadata: {
            ...entity.metadata,
            etag: undefined,
            annotations: {
              'backstage.io/managed-by-location': 'url:https://example.com/x',
              'backstage.io/managed-by-origin-location':
                'url:https://example.com/x',
              ...entity.metadata.annotations,
            },
          },
        },
      })),
    });
  };
  if (options.entities) {
    await setEntities(options.entities);
  }
  const as = (user: string) => ({
    Authorization: mockCredentials.user.header(user),
  });
  const get = async (path: string, user = 'user:default/reader') => {
    const response = await request(backend.server)
      .get(`/api/mcp-governance${path}`)
      .set(as(user));
    return response;
  };
  const post = async (
    path: string,
    user = 'user:default/reader',
    body: object = {},
  ) =>
    request(backend.server)
      .post(`/api/mcp-governance${path}`)
      .set(as(user))
      .send(body);
  return {
    server: backend.server,
    stop: () => backend.stop(),
    setEntities,
    get,
    post,
  };
}

export type TestPortal = Awaited<ReturnType<typeof startTestPortal>>;

/** The servers that a reader's list shows, by name, once there are so many. */
export async function listedServers(
  portal: TestPortal,
  count: number,
  query = '',
  user?: string,
) {
  return eventually(`a list of ${count} servers`, async () => {
    const { body } = await portal.get(`/servers${query}`, user);
    return body.items?.length === count && body;
  });
}
