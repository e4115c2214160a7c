export const uploadTokenStatuses = ['usable', 'expired', 'revoked'] as const;
export type UploadTokenStatus = (typeof uploadTokenStatuses)[number];

/** Whether an upload token can be used at a time. Times are milliseconds since 1970. */
export function uploadTokenStatus(
  token: { expiresAt?: number; revokedAt?: number },
  asOf: number,
): UploadTokenStatus {
  if (token.revokedAt !== undefined) {
    return 'revoked';
  }
  return token.expiresAt !== undefined && token.expiresAt <= asOf
    ? 'expired'
    : 'usable';
}
