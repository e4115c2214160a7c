import { createRouteRef } from '@backstage/frontend-plugin-api';

/** `/mcp` */
export const rootRouteRef = createRouteRef();

/** `/mcp/servers` */
export const serversRouteRef = createRouteRef();

/** `/mcp/changes` */
export const changesRouteRef = createRouteRef();
