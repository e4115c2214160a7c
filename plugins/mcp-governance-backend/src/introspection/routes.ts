import {
  observationCreatePermission,
  routes,
  serverReadPermission,
} from 'backstage-plugin-mcp-governance-common';
import { Router } from 'express';
import { Dependencies } from '../dependencies';
import { parse } from '../http/parse';
import { serverRef } from '../servers/findVisibleServer';
import {
  getSnapshot,
  listObservations,
  listSnapshots,
} from './listObservations';
import { listTools } from './listTools';
import { lookAgain } from './lookAgain';

const server = '/servers/:namespace/:name';

export function addIntrospectionRoutes(router: Router, needs: Dependencies) {
  router.get(`${server}/tools`, async (req, res) => {
    const credentials = await needs.authorize(req, serverReadPermission);
    const query = parse(routes.listTools.query, req.query);
    res.json(await listTools(needs, serverRef(req.params), query, credentials));
  });

  router.get(`${server}/snapshots`, async (req, res) => {
    const credentials = await needs.authorize(req, serverReadPermission);
    const query = parse(routes.listSnapshots.query, req.query);
    res.json(
      await listSnapshots(needs, serverRef(req.params), query, credentials),
    );
  });

  router.get(`${server}/snapshots/:hash`, async (req, res) => {
    const credentials = await needs.authorize(req, serverReadPermission);
    const { hash } = req.params;
    res.json(
      await getSnapshot(needs, serverRef(req.params), hash, credentials),
    );
  });

  router.get(`${server}/observations`, async (req, res) => {
    const credentials = await needs.authorize(req, serverReadPermission);
    const query = parse(routes.listObservations.query, req.query);
    res.json(
      await listObservations(needs, serverRef(req.params), query, credentials),
    );
  });

  router.post(`${server}/observations`, async (req, res) => {
    const credentials = await needs.authorize(req, observationCreatePermission);
    const ref = serverRef(req.params);
    res.status(202).json(await lookAgain(needs, ref, credentials, req));
  });
}
