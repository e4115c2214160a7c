import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import aiModelModule from '@backstage/plugin-catalog-backend-module-ai-model';
import request from 'supertest';
import catalogModuleMcpGovernance from '..';

const TASK = 'mcp-governance-playbook:acme:refresh';

interface Status {
  items: { level: string; message: string }[];
}

/** A real catalog with one playbook provider, which reads whenever it is told to. */
export async function startCatalog(options: {
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

/** The messages of one level that the catalog keeps of an entity. */
export const statusOf = (
  entity: (Entity & { status?: Status }) | undefined,
  level: string,
) =>
  (entity?.status?.items ?? [])
    .filter(item => item.level === level)
    .map(({ message }) => message);
