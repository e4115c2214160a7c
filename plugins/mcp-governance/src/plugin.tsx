import {
  createApiFactory,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import {
  ApiBlueprint,
  PageBlueprint,
  SubPageBlueprint,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import HubIcon from '@mui/icons-material/Hub';
import { governanceApiRef } from './api/GovernanceApi';
import { GovernanceClient } from './api/GovernanceClient';
import { Queries } from './api/queries';
import { isMcpServerFilter } from './entity/isMcpServerFilter';
import { changesRouteRef, rootRouteRef, serversRouteRef } from './routes';
import { uploadTokensMenuItem } from './uploadTokens/uploadTokensMenuItem';

const api = ApiBlueprint.make({
  params: defineParams =>
    defineParams(
      createApiFactory({
        api: governanceApiRef,
        deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
        factory: deps => new GovernanceClient(deps),
      }),
    ),
});

const page = PageBlueprint.make({
  params: {
    path: '/mcp',
    title: 'MCP',
    icon: <HubIcon />,
    routeRef: rootRouteRef,
  },
});

const serversPage = SubPageBlueprint.make({
  name: 'servers',
  params: {
    path: 'servers',
    title: 'Servers',
    routeRef: serversRouteRef,
    loader: async () => {
      const { ServersPage } = await import('./servers/ServersPage');
      return (
        <Queries>
          <ServersPage />
        </Queries>
      );
    },
  },
});

const changesPage = SubPageBlueprint.make({
  name: 'changes',
  params: {
    path: 'changes',
    title: 'Changes',
    routeRef: changesRouteRef,
    loader: async () => {
      const { ChangesPage } = await import('./changes/ChangesPage');
      return (
        <Queries>
          <ChangesPage />
        </Queries>
      );
    },
  },
});

const overviewCard = EntityCardBlueprint.make({
  name: 'overview',
  params: {
    type: 'content',
    filter: isMcpServerFilter,
    loader: async () => {
      const { OverviewCard } = await import('./entity/OverviewCard');
      return (
        <Queries>
          <OverviewCard />
        </Queries>
      );
    },
  },
});

const toolsTab = EntityContentBlueprint.make({
  name: 'tools',
  params: {
    path: '/mcp-tools',
    title: 'Tools',
    filter: isMcpServerFilter,
    loader: async () => {
      const { ToolsTab } = await import('./tools/ToolsTab');
      return (
        <Queries>
          <ToolsTab />
        </Queries>
      );
    },
  },
});

const driftTab = EntityContentBlueprint.make({
  name: 'drift',
  params: {
    path: '/mcp-drift',
    title: 'Drift',
    filter: isMcpServerFilter,
    loader: async () => {
      const { DriftTab } = await import('./drift/DriftTab');
      return (
        <Queries>
          <DriftTab />
        </Queries>
      );
    },
  },
});

const answeredServersCard = EntityCardBlueprint.make({
  name: 'answered-servers',
  params: {
    type: 'content',
    filter: { kind: { $in: ['user', 'group'] } },
    loader: async () => {
      const { AnsweredServersCard } = await import(
        './entity/AnsweredServersCard'
      );
      return (
        <Queries>
          <AnsweredServersCard />
        </Queries>
      );
    },
  },
});

/** Pages, cards and tabs about MCP servers, for the new frontend system. */
export const mcpGovernancePlugin = createFrontendPlugin({
  pluginId: 'mcp-governance',
  title: 'MCP',
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    servers: serversRouteRef,
    changes: changesRouteRef,
  },
  extensions: [
    api,
    page,
    serversPage,
    changesPage,
    overviewCard,
    toolsTab,
    driftTab,
    uploadTokensMenuItem,
    answeredServersCard,
  ],
});
