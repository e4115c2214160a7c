import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { mcpGovernancePermissions } from 'backstage-plugin-mcp-governance-common';
import { version } from '../package.json';
import { readConfig } from './config/readConfig';
import { openDatabase } from './database/openDatabase';
import { createDependencies } from './createDependencies';
import { createRouter, openPaths } from './router';
import { startTasks } from './startTasks';

/** Gathers what is known of the organisation's MCP servers and serves it. */
export const mcpGovernancePlugin = createBackendPlugin({
  pluginId: 'mcp-governance',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        urlReader: coreServices.urlReader,
        userInfo: coreServices.userInfo,
      },
      async init(services) {
        const config = readConfig(services.config);
        const knex = await openDatabase(services.database);
        const needs = createDependencies(services, config, knex);
        services.permissionsRegistry.addPermissions(mcpGovernancePermissions);
        for (const path of openPaths) {
          services.httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
        }
        services.httpRouter.use(createRouter(needs, version));
        await startTasks(services, needs, config, knex);
      },
    });
  },
});
