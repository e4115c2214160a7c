import { createHash, timingSafeEqual } from 'node:crypto';
import { RequestHandler } from 'express';
import { metadataUrlOf } from './protectedResource';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Lets only requests with the bearer token through; the others are told where to get one (RFC 6750, RFC 9728). */
export function requireToken(token: string): RequestHandler {
  const expected = digest(token);
  return (req, res, next) => {
    const [, given] =
      /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '') ?? [];
    // Digests have one length, so the comparison takes one time.
    if (given !== undefined && timingSafeEqual(digest(given), expected)) {
      next();
      return;
    }
    res
      .status(401)
      .set(
        'WWW-Authenticate',
        `Bearer resource_metadata="${metadataUrlOf(req)}"`,
      )
      .json({
        error: 'invalid_token',
        error_description: 'A valid bearer token is needed.',
      });
  };
}
