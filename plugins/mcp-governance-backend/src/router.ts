import {
  entityJsonSchema,
  openApiDocument,
} from 'backstage-plugin-mcp-governance-common';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { addChangeRoutes } from './changes/routes';
import { Dependencies } from './dependencies';
import { addDriftRoutes } from './drift/routes';
import { addIntrospectionRoutes } from './introspection/routes';
import { addServerRoutes } from './servers/routes';
import { addUploadRoutes, uploadPath } from './uploads/routes';

/**
 * Paths that are reached without credentials of Backstage: those that hold no data of
 * the organisation, and that of uploads, which bring a token of their own.
 */
export const openPaths = ['/schemas', '/openapi.json', uploadPath];

export function createRouter(needs: Dependencies, version: string): Router {
  const router = PromiseRouter();
  const schema = entityJsonSchema();
  const document = openApiDocument(version);

  router.get('/schemas/mcp-server-entry.json', (_req, res) => {
    res.json(schema);
  });
  router.get('/openapi.json', (_req, res) => {
    res.json(document);
  });
  addServerRoutes(router, needs);
  addIntrospectionRoutes(router, needs);
  addDriftRoutes(router, needs);
  addChangeRoutes(router, needs);
  addUploadRoutes(router, needs);
  return router;
}
