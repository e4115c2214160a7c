import {
  routes,
  serverReadPermission,
} from 'backstage-plugin-mcp-governance-common';
import { Router } from 'express';
import { Dependencies } from '../dependencies';
import { parse } from '../http/parse';
import { exportServers } from './exportServers';
import { serverRef } from './findVisibleServer';
import { getServer } from './getServer';
import { listRejectedEntries } from './listRejectedEntries';
import { listServerFacets, listServers } from './listServers';

export function addServerRoutes(router: Router, needs: Dependencies) {
  router.get('/servers', async (req, res) => {
    const credentials = await needs.authorize(req, serverReadPermission);
    const query = parse(routes.listServers.query, req.query);
    res.json(await listServers(needs, query, credentials));
  });

  router.get('/servers.csv', async (req, res) => {
    const credentials = await needs.authorize(req, serverReadPermission);
    const query = parse(routes.exportServers.query, req.query);
    const csv = await exportServers(needs, query, credentials);
    res
      .attachment(
        `mcp-servers-${new Date(needs.now()).toISOString().slice(0, 10)}.csv`,
      )
      .type('text/csv')
      .send(csv);
  });

  router.get('/servers/facets', async (req, res) => {
    const credentials = await needs.authorize(req, serverReadPermission);
    const filter = parse(routes.listServerFacets.query, req.query);
    res.json(await listServerFacets(needs, filter, credentials));
  });

  router.get('/servers/:namespace/:name', async (req, res) => {
    const credentials = await needs.authorize(req, serverReadPermission);
    res.json(await getServer(needs, serverRef(req.params), credentials));
  });

  router.get('/rejected-entries', async (req, res) => {
    const credentials = await needs.authorize(req, serverReadPermission);
    const query = parse(routes.listRejectedEntries.query, req.query);
    res.json(await listRejectedEntries(needs, query, credentials));
  });
}
