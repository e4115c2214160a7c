import { createHash, randomBytes } from 'node:crypto';

/** By which a token that leaked is recognised in logs and repositories. */
const PREFIX = 'mcpgu_';
const SHAPE = /^mcpgu_[A-Za-z0-9_-]{43}$/;

/** A new upload token: 256 random bits. */
export function newTokenText(): string {
  return `${PREFIX}${randomBytes(32).toString('base64url')}`;
}

/**
 * What is stored of a token. One round of SHA-256 suffices: nobody guesses 256
 * random bits, and what is compared is the hash, so that time tells nothing of it.
 */
export function hashToken(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The upload token in an `Authorization` header, if one of its shape is there. */
export function tokenOf(authorization: string | undefined): string | undefined {
  const [, text] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
  return text && SHAPE.test(text) ? text : undefined;
}
