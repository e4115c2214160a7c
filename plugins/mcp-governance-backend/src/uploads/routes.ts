import {
  routes,
  uploadTokenManagePermission,
} from 'backstage-plugin-mcp-governance-common';
import { Router } from 'express';
import { Dependencies } from '../dependencies';
import { parse } from '../http/parse';
import { formLimit, readJson } from '../http/readJson';
import { serverRef } from '../servers/findVisibleServer';
import { issueUploadToken } from './issueUploadToken';
import { limitUploads } from './limitUploads';
import { listUploadTokens } from './listUploadTokens';
import { revokeUploadToken } from './revokeUploadToken';
import { uploadSnapshot } from './uploadSnapshot';

const server = '/servers/:namespace/:name';

/** Reached without credentials of Backstage: uploads bring a token of their own, and what is read here authorises itself. */
export const uploadPath = `${server}/snapshots` as const;

export function addUploadRoutes(router: Router, needs: Dependencies) {
  router.get(`${server}/upload-tokens`, async (req, res) => {
    const credentials = await needs.authorize(req, uploadTokenManagePermission);
    const query = parse(routes.listUploadTokens.query, req.query);
    const ref = serverRef(req.params);
    res.json(await listUploadTokens(needs, ref, query, credentials));
  });

  router.post(`${server}/upload-tokens`, async (req, res) => {
    const credentials = await needs.authorize(req, uploadTokenManagePermission);
    const sent = await readJson(req, res, formLimit);
    const body = parse(routes.issueUploadToken.body, sent);
    const ref = serverRef(req.params);
    const issued = await issueUploadToken(needs, ref, body, credentials, req);
    // Its text is shown once, by nobody's cache a second time.
    res.status(201).set('Cache-Control', 'no-store').json(issued);
  });

  router.delete(`${server}/upload-tokens/:id`, async (req, res) => {
    const credentials = await needs.authorize(req, uploadTokenManagePermission);
    const ref = serverRef(req.params);
    const { id } = req.params;
    res.json(await revokeUploadToken(needs, ref, id, credentials, req));
  });

  router.post(uploadPath, limitUploads(needs));
  router.post(uploadPath, async (req, res) => {
    const ref = serverRef(req.params);
    res.status(201).json(await uploadSnapshot(needs, ref, req, res));
  });
}
