import { ConflictError, InputError } from '@backstage/errors';
import {
  IssueUploadToken,
  IssuedUploadToken,
} from 'backstage-plugin-mcp-governance-common';
import { Request } from 'express';
import { Dependencies } from '../dependencies';
import { audited } from '../http/audited';
import { CallerCredentials } from '../http/authorize';
import { callerName } from '../http/callerName';
import { findVisibleServer } from '../servers/findVisibleServer';
import { presentToken } from './presentToken';
import { hashToken, newTokenText } from './tokenText';

function expiryOf(
  { expiresAt }: IssueUploadToken,
  now: number,
): number | undefined {
  const expiry = expiresAt ? Date.parse(expiresAt) : undefined;
  if (expiry !== undefined && expiry <= now) {
    throw new InputError(
      `expiresAt: found "${expiresAt}", which is past; name a later time, or null for never`,
    );
  }
  return expiry;
}

/**
 * Issues a token with which snapshots of this one server can be uploaded. Its text
 * is answered this once; only its hash is kept.
 *
 * @throws ConflictError where a token of that name can still be used.
 */
export async function issueUploadToken(
  needs: Dependencies,
  ref: string,
  body: IssueUploadToken,
  credentials: CallerCredentials,
  request: Request,
): Promise<IssuedUploadToken> {
  const { auditor, now, uploadTokens } = needs;
  const event = {
    eventId: 'upload-token-issue',
    severityLevel: 'high' as const,
    request,
    meta: { entityRef: ref, name: body.name },
  };
  return audited(auditor, event, async note => {
    const server = await findVisibleServer(needs, ref, credentials);
    const createdAt = now();
    const expiresAt = expiryOf(body, createdAt);
    const token = newTokenText();
    const record = await uploadTokens.insert({
      serverId: server.id,
      name: body.name,
      hash: hashToken(token),
      createdAt,
      createdBy: callerName(credentials),
      expiresAt,
    });
    if (!record) {
      throw new ConflictError(
        `name: there is a token "${body.name}" of this server already; revoke it, or choose another name`,
      );
    }
    note({ tokenId: record.id });
    return { ...presentToken(record, createdAt), token };
  });
}
