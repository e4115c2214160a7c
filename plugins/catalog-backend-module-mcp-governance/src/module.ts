import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { ServerEntryProcessor } from './ServerEntryProcessor';
import { ServerEnvelopeProcessor } from './ServerEnvelopeProcessor';

const MODEL_MODULE = '@backstage/plugin-catalog-backend-module-ai-model';

/** Teaches the catalog the governance block of MCP servers. */
export const catalogModuleMcpGovernance = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'mcp-governance',
  register({ registerInit }) {
    registerInit({
      deps: {
        processing: catalogProcessingExtensionPoint,
        instance: coreServices.rootInstanceMetadata,
        logger: coreServices.logger,
      },
      async init({ processing, instance, logger }) {
        processing.addProcessor(new ServerEntryProcessor());
        processing.addProcessor(new ServerEnvelopeProcessor());
        const plugins = await instance.getInstalledPlugins();
        const hasModel = plugins
          .find(({ pluginId }) => pluginId === 'catalog')
          ?.modules.some(({ moduleId }) => moduleId === 'ai-model');
        if (!hasModel) {
          logger.warn(
            `Entries of type mcp-server without spec.definition will be rejected: ${MODEL_MODULE} is not installed. Add backend.add(import('${MODEL_MODULE}')) to the backend.`,
          );
        }
      },
    });
  },
});
