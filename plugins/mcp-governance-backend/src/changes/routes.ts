import {
  changeApprovePermission,
  routes,
  serverReadPermission,
} from 'backstage-plugin-mcp-governance-common';
import { Router } from 'express';
import { Dependencies } from '../dependencies';
import { parse } from '../http/parse';
import { formLimit, readJson } from '../http/readJson';
import { serverRef } from '../servers/findVisibleServer';
import { changeFeed } from './changeFeed';
import { changelogText } from './changelogText';
import { decide } from './decide';
import { getApproval, listDecisions } from './getApproval';
import { listChanges, listServerChanges } from './listChangeLog';

const server = '/servers/:namespace/:name';

export function addChangeRoutes(router: Router, needs: Dependencies) {
  router.get('/changes', async (req, res) => {
    const credentials = await needs.authorize(req, serverReadPermission);
    const query = parse(routes.listChanges.query, req.query);
    res.json(await listChanges(needs, query, credentials));
  });

  router.get('/changes.atom', async (req, res) => {
    const credentials = await needs.authorize(req, serverReadPermission);
    const filter = parse(routes.getChangeFeed.query, req.query);
    const feed = await changeFeed(needs, filter, credentials);
    res.type('application/atom+xml').send(feed);
  });

  router.get(`${server}/changes`, async (req, res) => {
    const credentials = await needs.authorize(req, serverReadPermission);
    const query = parse(routes.listServerChanges.query, req.query);
    const ref = serverRef(req.params);
    res.json(await listServerChanges(needs, ref, query, credentials));
  });

  router.get(`${server}/changelog.md`, async (req, res) => {
    const credentials = await needs.authorize(req, serverReadPermission);
    const query = parse(routes.getChangelogText.query, req.query);
    const ref = serverRef(req.params);
    const text = await changelogText(needs, ref, query, credentials);
    res.attachment(`CHANGELOG-${req.params.name}.md`).type('text/markdown');
    res.send(text);
  });

  router.get(`${server}/approval`, async (req, res) => {
    const credentials = await needs.authorize(req, serverReadPermission);
    res.json(await getApproval(needs, serverRef(req.params), credentials));
  });

  router.get(`${server}/decisions`, async (req, res) => {
    const credentials = await needs.authorize(req, serverReadPermission);
    const query = parse(routes.listDecisions.query, req.query);
    const ref = serverRef(req.params);
    res.json(await listDecisions(needs, ref, query, credentials));
  });

  router.post(`${server}/decisions`, async (req, res) => {
    const credentials = await needs.authorize(req, changeApprovePermission);
    const sent = await readJson(req, res, formLimit);
    const body = parse(routes.decide.body, sent);
    const ref = serverRef(req.params);
    res.status(201).json(await decide(needs, ref, body, credentials, req));
  });
}
