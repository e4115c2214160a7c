import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import mcpGovernancePlugin from '..';
import { GovernanceApi, governanceApiRef } from '../api/GovernanceApi';
import { forgetQueries } from '../api/queries';
import { convertLegacyRouteRef } from '@backstage/core-compat-api';

const apisWith = (api: GovernanceApi) =>
  [
    [governanceApiRef, api],
    [catalogApiRef, catalogApiMock()],
  ] as const;

/** Renders the plugin's pages in an app of the new frontend system. */
export function renderPages(options: { api: GovernanceApi; path: string }) {
  forgetQueries();
  return renderTestApp({
    features: [mcpGovernancePlugin],
    initialRouteEntries: [options.path],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': convertLegacyRouteRef(entityRouteRef),
    },
    apis: [...apisWith(options.api)],
  });
}

/** Renders one card or tab of the plugin on the page of an entity. */
export function renderOnEntityPage(options: {
  api: GovernanceApi;
  entity: Entity;
  extension: Parameters<typeof mcpGovernancePlugin.getExtension>[0];
}) {
  forgetQueries();
  return renderTestApp({
    extensions: [
      createTestEntityPage({ entity: options.entity }),
      mcpGovernancePlugin.getExtension(options.extension),
    ],
    apis: [...apisWith(options.api)],
  });
}
