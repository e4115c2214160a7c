import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { readProviders } from './playbooks/readProviders';
import { ServerEntryProcessor } from './ServerEntryProcessor';
import { ServerEnvelopeProcessor } from './ServerEnvelopeProcessor';

const MODEL_MODULE = '@backstage/plugin-catalog-backend-module-ai-model';

/** Teaches the catalog the governance block of MCP servers, and to read playbook files. */
export const catalogModuleMcpGovernance = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'mcp-governance',
  register({ registerInit }) {
    registerInit({
      deps: {
        processing: catalogProcessingExtensionPoint,
        instance: coreServices.rootInstanceMetadata,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
        urlReader: coreServices.urlReader,
      },
      async init({ processing, instance, config, ...needs }) {
        const { logger } = needs;
        processing.addProcessor(new ServerEntryProcessor());
        processing.addProcessor(new ServerEnvelopeProcessor());
        processing.addEntityProvider(readProviders(config, needs));
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
