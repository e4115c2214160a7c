import { NotFoundError } from '@backstage/errors';
import { UploadToken } from 'backstage-plugin-mcp-governance-common';
import { Request } from 'express';
import { Dependencies } from '../dependencies';
import { audited } from '../http/audited';
import { CallerCredentials } from '../http/authorize';
import { callerName } from '../http/callerName';
import { findVisibleServer } from '../servers/findVisibleServer';
import { presentToken } from './presentToken';
import { UploadTokenRecord } from './UploadTokenStore';

/** Revokes a token for good. To revoke one twice changes nothing. */
export async function revokeUploadToken(
  needs: Dependencies,
  ref: string,
  id: string,
  credentials: CallerCredentials,
  request: Request,
): Promise<UploadToken> {
  const { auditor, now, uploadTokens } = needs;
  const event = {
    eventId: 'upload-token-revoke',
    severityLevel: 'high' as const,
    request,
    meta: { entityRef: ref, tokenId: id },
  };
  return audited(auditor, event, async note => {
    const server = await findVisibleServer(needs, ref, credentials);
    const find = async (): Promise<UploadTokenRecord> => {
      const token = await uploadTokens.find(server.id, id);
      if (!token) {
        throw new NotFoundError(`${server.title} has no upload token ${id}`);
      }
      return token;
    };
    note({ name: (await find()).name });
    await uploadTokens.revoke(id, callerName(credentials), now());
    return presentToken(await find(), now());
  });
}
