import {
  entityJsonSchema,
  openApiDocument,
} from 'backstage-plugin-mcp-governance-common';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { Dependencies } from './dependencies';
import { addDriftRoutes } from './drift/routes';
import { addIntrospectionRoutes } from './introspection/routes';
import { addServerRoutes } from './servers/routes';

/** Paths that hold no data of the organisation and are read by editors and tools without a token. */
export const publicPaths = ['/schemas', '/openapi.json'];

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
  return router;
}
