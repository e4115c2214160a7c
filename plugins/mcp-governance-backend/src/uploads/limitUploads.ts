import { CustomErrorBase } from '@backstage/errors';
import { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { Dependencies } from '../dependencies';
import { serverRef } from '../servers/findVisibleServer';
import { audited } from '../http/audited';
import { withoutAuthorization } from './authorizeUpload';

class TooManyRequestsError extends CustomErrorBase {
  readonly name = 'TooManyRequestsError';
  readonly statusCode = 429;
}

/**
 * Lets only so many uploads a minute through from one address, whatever token they
 * bring. Each replica counts for itself.
 */
export function limitUploads({
  auditor,
  uploads: { maxPerMinute },
}: Dependencies): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: maxPerMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    validate: false,
    keyGenerator: req => (req.ip ? ipKeyGenerator(req.ip) : ''),
    async handler(req, _res, next) {
      const refusal = new TooManyRequestsError(
        `More than ${maxPerMinute} uploads a minute from one address (limit mcpGovernance.uploads.maxPerMinute); try again in a minute`,
      );
      const { used } = (req as typeof req & { rateLimit: { used: number } })
        .rateLimit;
      // The first of a flood goes on record, not each of it.
      if (used === maxPerMinute + 1) {
        const { namespace, name } = req.params;
        await audited(
          auditor,
          {
            eventId: 'snapshot-upload',
            severityLevel: 'medium',
            request: withoutAuthorization(req),
            meta: { entityRef: serverRef({ namespace, name }) },
          },
          async () => {
            throw refusal;
          },
        ).catch(next);
        return;
      }
      next(refusal);
    },
  });
}
