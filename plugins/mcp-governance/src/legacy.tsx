import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  createRouteRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { governanceApiRef } from './api/GovernanceApi';
import { GovernanceClient } from './api/GovernanceClient';
import { Queries } from './api/queries';

export { isMcpServer } from 'backstage-plugin-mcp-governance-common';

const rootRouteRef = createRouteRef({ id: 'mcp-governance' });

/** The plugin for apps that are still on the old frontend system. */
export const mcpGovernancePlugin = createPlugin({
  id: 'mcp-governance',
  routes: { root: rootRouteRef },
  apis: [
    createApiFactory({
      api: governanceApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new GovernanceClient(deps),
    }),
  ],
});

/** The page `/mcp`: the servers, and what changed. */
export const McpGovernancePage = mcpGovernancePlugin.provide(
  createRoutableExtension({
    name: 'McpGovernancePage',
    mountPoint: rootRouteRef,
    component: async () => {
      const { LegacyPages } = await import('./LegacyPages');
      return () => (
        <Queries>
          <LegacyPages />
        </Queries>
      );
    },
  }),
);

/** The overview card on the entity page of an MCP server. */
export const EntityMcpServerOverviewCard = mcpGovernancePlugin.provide(
  createComponentExtension({
    name: 'EntityMcpServerOverviewCard',
    component: {
      lazy: async () => {
        const { OverviewCard } = await import('./entity/OverviewCard');
        return () => (
          <Queries>
            <OverviewCard />
          </Queries>
        );
      },
    },
  }),
);

/** The content of the tab Tools on the entity page of an MCP server. */
export const EntityMcpServerToolsContent = mcpGovernancePlugin.provide(
  createComponentExtension({
    name: 'EntityMcpServerToolsContent',
    component: {
      lazy: async () => {
        const { ToolsTab } = await import('./tools/ToolsTab');
        return () => (
          <Queries>
            <ToolsTab />
          </Queries>
        );
      },
    },
  }),
);

/** The content of the tab Drift on the entity page of an MCP server. */
export const EntityMcpServerDriftContent = mcpGovernancePlugin.provide(
  createComponentExtension({
    name: 'EntityMcpServerDriftContent',
    component: {
      lazy: async () => {
        const { DriftTab } = await import('./drift/DriftTab');
        return () => (
          <Queries>
            <DriftTab />
          </Queries>
        );
      },
    },
  }),
);

/** On the page of a person or a team: the MCP servers that they answer for. */
export const EntityAnsweredMcpServersCard = mcpGovernancePlugin.provide(
  createComponentExtension({
    name: 'EntityAnsweredMcpServersCard',
    component: {
      lazy: async () => {
        const { AnsweredServersCard } = await import(
          './entity/AnsweredServersCard'
        );
        return () => (
          <Queries>
            <AnsweredServersCard />
          </Queries>
        );
      },
    },
  }),
);
