import { z } from 'zod';
import { driftStatuses } from '../drift';
import { uploadTokenStatuses } from '../uploads';
import { pageOf } from './paging';

/** Snapshots carry it as whose claim they are, so it is one readable line. */
const tokenName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N} ._/-]*$/u,
    'may hold letters, digits, blanks and . _ / -, and begins with a letter or digit',
  );

/** A token with which snapshots of one server can be uploaded; never its text. */
const uploadTokenSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    status: z.enum(uploadTokenStatuses),
    createdAt: z.iso.datetime(),
    /** Entity reference of the person, or the name of the service. */
    createdBy: z.string(),
    /** Null where it never expires. */
    expiresAt: z.iso.datetime().nullable(),
    lastUsedAt: z.iso.datetime().nullable(),
    revokedAt: z.iso.datetime().nullable(),
    revokedBy: z.string().nullable(),
  })
  .meta({ id: 'UploadToken' });
export type UploadToken = z.output<typeof uploadTokenSchema>;

export const uploadTokenResponse = uploadTokenSchema;

export const uploadTokenPageSchema = pageOf(uploadTokenSchema).meta({
  id: 'UploadTokenPage',
});
export type UploadTokenPage = z.output<typeof uploadTokenPageSchema>;

export const issueUploadTokenBody = z
  .strictObject({
    name: tokenName,
    /** Null or absent for a token that never expires. */
    expiresAt: z.iso.datetime({ offset: true }).nullable().optional(),
  })
  .meta({ id: 'IssueUploadToken' });
export type IssueUploadToken = z.output<typeof issueUploadTokenBody>;

/** A token with its text, which is shown this one time. */
export const issuedUploadTokenSchema = uploadTokenSchema
  .extend({ token: z.string() })
  .meta({ id: 'IssuedUploadToken' });
export type IssuedUploadToken = z.output<typeof issuedUploadTokenSchema>;

/** What became of an uploaded snapshot. */
export const uploadReceiptSchema = z
  .object({
    entityRef: z.string(),
    hash: z.string(),
    observedAt: z.iso.datetime(),
    /** Whether it is another snapshot than the one before. */
    isOther: z.boolean(),
    drift: z.object({
      status: z.enum(driftStatuses),
      count: z.number().int(),
    }),
  })
  .meta({ id: 'UploadReceipt' });
export type UploadReceipt = z.output<typeof uploadReceiptSchema>;
