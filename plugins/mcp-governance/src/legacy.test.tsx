import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import {
  EntityProvider,
  catalogApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  createApiFactory,
  createPlugin,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route } from 'react-router-dom';
import { detailOf, fakeApi, summaryOf } from './__testUtils__/fakes';
import { governanceApiRef } from './api/GovernanceApi';
import {
  EntityAnsweredMcpServersCard,
  EntityMcpServerDriftContent,
  EntityMcpServerOverviewCard,
  EntityMcpServerToolsContent,
  McpGovernancePage,
  isMcpServer,
  mcpGovernancePlugin,
} from './legacy';

jest.setTimeout(30_000);

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: { name: 'docs', namespace: 'default' },
  spec: { type: 'mcp-server' },
};
const empty = { listing: { status: 'not-advertised' as const }, items: [] };

/** Stands for the catalog's entity page, to which names lead. */
const EntityPage = createPlugin({ id: 'catalog' }).provide(
  createRoutableExtension({
    name: 'EntityPage',
    mountPoint: entityRouteRef,
    component: async () => () => <>An entity</>,
  }),
);

describe('an app on the old frontend system', () => {
  it('mounts the page, the cards and the tabs', async () => {
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: [
        {
          context: 'test',
          data: {
            app: { title: 'Old app', baseUrl: 'http://localhost' },
            backend: { baseUrl: 'http://localhost:7007' },
          },
        },
      ] as never,
    };
    const app = createApp({
      plugins: [mcpGovernancePlugin],
      apis: [
        createApiFactory(
          governanceApiRef,
          fakeApi({
            listServers: async () => ({
              items: [summaryOf('docs')],
              totalItems: 1,
            }),
            getServer: async () => detailOf('docs'),
            listTools: async () => ({
              items: [],
              totalItems: 0,
              listing: { status: 'not-advertised' },
              prompts: empty,
              resources: empty,
              resourceTemplates: empty,
            }),
            getDrift: async () => ({
              status: 'in-sync',
              unknown: [],
              disagreements: [],
            }),
            listSnapshots: async () => ({ items: [], totalItems: 0 }),
            listObservations: async () => ({ items: [], totalItems: 0 }),
          }),
        ),
        createApiFactory(catalogApiRef, catalogApiMock()),
      ],
      bindRoutes() {},
    });
    expect(isMcpServer(entity)).toBe(true);
    const Entities = () => (
      <EntityProvider entity={entity}>
        <EntityMcpServerOverviewCard />
        <EntityMcpServerToolsContent />
        <EntityMcpServerDriftContent />
        <EntityAnsweredMcpServersCard />
      </EntityProvider>
    );
    const Root = app.createRoot(
      <AppRouter>
        <FlatRoutes>
          <Route path="/" element={<Entities />} />
          <Route
            path="/catalog/:namespace/:kind/:name"
            element={<EntityPage />}
          />
          <Route path="/mcp" element={<McpGovernancePage />} />
        </FlatRoutes>
      </AppRouter>,
    );
    render(<Root />);
    expect(
      await screen.findByText('What docs is for.', undefined, {
        timeout: 10_000,
      }),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('The entry agrees with the live server.'),
    ).toBeInTheDocument();
    expect(await screen.findByText('No tools')).toBeInTheDocument();

    window.history.pushState({}, '', '/mcp');
    window.dispatchEvent(new PopStateEvent('popstate'));
    expect(await screen.findByText('Internal MCP servers')).toBeInTheDocument();
    expect(await screen.findByLabelText('MCP servers')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('tab', { name: 'Changes' }));
    expect(await screen.findByText('Nothing changed yet')).toBeInTheDocument();
    expect(window.location.pathname).toBe('/mcp/changes');
    await userEvent.click(screen.getByRole('tab', { name: 'Servers' }));
    expect(await screen.findByLabelText('MCP servers')).toBeInTheDocument();
  });
});
