import { CustomErrorBase, InputError } from '@backstage/errors';
import { Request, Response, json } from 'express';

/** A body that is larger than it may be. */
class PayloadTooLargeError extends CustomErrorBase {
  readonly name = 'PayloadTooLargeError';
  readonly statusCode = 413;
}

/** How a body may be: no larger, and the limit as an admin knows it. */
export interface BodyLimit {
  maxBytes: number;
  name: string;
}

function toRefusal(error: { type?: string }, { maxBytes, name }: BodyLimit) {
  if (error.type === 'entity.too.large') {
    return new PayloadTooLargeError(
      `The body is larger than ${maxBytes} bytes (limit ${name})`,
    );
  }
  // The parser's own words quote the body.
  return new InputError('The body is no JSON document');
}

/**
 * Reads the body of a request as JSON.
 *
 * @throws InputError, PayloadTooLargeError
 */
export function readJson(
  req: Request,
  res: Response,
  limit: BodyLimit,
): Promise<unknown> {
  const read = json({
    limit: limit.maxBytes,
    // Any value: what is expected of it, its schema says better.
    strict: false,
    type: () => true,
  });
  return new Promise((resolve, reject) => {
    read(req, res, (error?: { type?: string }) =>
      error ? reject(toRefusal(error, limit)) : resolve(req.body),
    );
  });
}

/** For what a person fills in. */
export const formLimit: BodyLimit = {
  maxBytes: 100_000,
  name: 'of such a request',
};
