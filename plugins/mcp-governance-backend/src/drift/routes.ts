import { serverReadPermission } from 'backstage-plugin-mcp-governance-common';
import { Router } from 'express';
import { Dependencies } from '../dependencies';
import { serverRef } from '../servers/findVisibleServer';
import { getDrift } from './getDrift';

export function addDriftRoutes(router: Router, needs: Dependencies) {
  router.get('/servers/:namespace/:name/drift', async (req, res) => {
    const credentials = await needs.authorize(req, serverReadPermission);
    res.json(await getDrift(needs, serverRef(req.params), credentials));
  });
}
