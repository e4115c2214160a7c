import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import { uploadTokenStatus } from 'backstage-plugin-mcp-governance-common';
import { Request } from 'express';
import { toIso } from '../database/json';
import { Dependencies } from '../dependencies';
import { hashToken, tokenOf } from './tokenText';
import { UploadTokenRecord } from './UploadTokenStore';

/** A request as it is audited: without the upload token, which is no credential of Backstage. */
export function withoutAuthorization(req: Request): Request {
  const { authorization: _, ...headers } = req.headers;
  return Object.create(req, { headers: { value: headers } });
}

/**
 * The token that a request carries, if snapshots of this server may be uploaded
 * with it. Says nothing of servers that the token is not for.
 *
 * @throws AuthenticationError where it is none, revoked or expired.
 * @throws NotAllowedError where it is for another server.
 */
export async function authorizeUpload(
  { uploadTokens, now }: Pick<Dependencies, 'uploadTokens' | 'now'>,
  ref: string,
  req: Request,
  onFound: (token: UploadTokenRecord) => void,
): Promise<UploadTokenRecord> {
  const text = tokenOf(req.headers.authorization);
  if (!text) {
    throw new AuthenticationError(
      'An upload token is needed as bearer token; tokens are issued on the page of the server',
    );
  }
  const token = await uploadTokens.findByHash(hashToken(text));
  if (!token) {
    throw new AuthenticationError('No such upload token was ever issued');
  }
  onFound(token);
  const asOf = now();
  const status = uploadTokenStatus(token, asOf);
  if (status !== 'usable') {
    const since = token.revokedAt ?? token.expiresAt ?? asOf;
    throw new AuthenticationError(
      `The upload token "${token.name}" ${
        status === 'revoked' ? 'was revoked' : 'expired'
      } on ${toIso(since)}`,
    );
  }
  if (token.entityRef !== ref) {
    throw new NotAllowedError(
      `The upload token "${token.name}" is for another server`,
    );
  }
  await uploadTokens.markUsed(token.id, asOf);
  return token;
}
