import { UploadTokenPage } from 'backstage-plugin-mcp-governance-common';
import { Dependencies } from '../dependencies';
import { CallerCredentials } from '../http/authorize';
import { nextCursor, startOf } from '../http/cursor';
import { findVisibleServer } from '../servers/findVisibleServer';
import { presentToken } from './presentToken';

/** The upload tokens of a server, revoked ones included, newest first. */
export async function listUploadTokens(
  needs: Dependencies,
  ref: string,
  query: { limit: number; offset?: number; cursor?: string },
  credentials: CallerCredentials,
): Promise<UploadTokenPage> {
  const server = await findVisibleServer(needs, ref, credentials);
  const offset = startOf(query);
  const { items, totalItems } = await needs.uploadTokens.list(server.id, {
    limit: query.limit,
    offset,
  });
  return {
    items: items.map(token => presentToken(token, needs.now())),
    totalItems,
    nextCursor: nextCursor(offset + items.length, totalItems),
  };
}
