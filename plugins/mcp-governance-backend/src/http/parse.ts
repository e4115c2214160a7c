import { InputError } from '@backstage/errors';
import { formatFound } from 'backstage-plugin-mcp-governance-common';
import { z } from 'zod';

/**
 * What a caller sent, in the shape that is expected.
 *
 * @throws InputError that names the parameter, what was found and what is allowed.
 */
export function parse<T extends z.ZodType>(
  schema: T,
  value: unknown,
): z.output<T> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) {
    return result.data;
  }
  throw new InputError(
    result.error.issues
      .slice(0, 5)
      .map(issue =>
        issue.code === 'unrecognized_keys'
          ? `unknown parameter ${issue.keys.join(', ')}`
          : `${issue.path.join('.')}: found ${formatFound(issue.input)}, ${
              issue.message
            }`,
      )
      .join('; '),
  );
}
