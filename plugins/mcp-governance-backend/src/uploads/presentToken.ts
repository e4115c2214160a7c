import {
  UploadToken,
  uploadTokenStatus,
} from 'backstage-plugin-mcp-governance-common';
import { toIso } from '../database/json';
import { UploadTokenRecord } from './UploadTokenStore';

const maybeIso = (time: number | undefined) =>
  time === undefined ? null : toIso(time);

/** A token as it is listed at a time (milliseconds since 1970). */
export function presentToken(
  record: UploadTokenRecord,
  asOf: number,
): UploadToken {
  return {
    id: record.id,
    name: record.name,
    status: uploadTokenStatus(record, asOf),
    createdAt: toIso(record.createdAt),
    createdBy: record.createdBy,
    expiresAt: maybeIso(record.expiresAt),
    lastUsedAt: maybeIso(record.lastUsedAt),
    revokedAt: maybeIso(record.revokedAt),
    revokedBy: record.revokedBy ?? null,
  };
}
