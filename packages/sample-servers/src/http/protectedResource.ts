import { Request, RequestHandler } from 'express';
import { getOAuthProtectedResourceMetadataUrl } from '@modelcontextprotocol/server';

const AUTHORIZATION_SERVER = 'https://sso.acme.example';

function resourceOf(req: Request): string {
  return `http://127.0.0.1:${req.socket.localPort}/mcp`;
}

/** Where the metadata of the server that was asked stands. */
export function metadataUrlOf(req: Request): string {
  return getOAuthProtectedResourceMetadataUrl(new URL(resourceOf(req)));
}

/** Says which resource this is and who issues tokens for it (RFC 9728). */
export const describeResource: RequestHandler = (req, res) => {
  res.json({
    resource: resourceOf(req),
    authorization_servers: [AUTHORIZATION_SERVER],
  });
};
