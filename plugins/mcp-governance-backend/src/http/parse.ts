import { InputError } from '@backstage/errors';
import { formatFound } from 'backstage-plugin-mcp-governance-common';
import { z } from 'zod';

/** What was sent at a path, before the schema made a number or a list of it. */
function sentAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (found, key) =>
      found !== null && typeof found === 'object'
        ? (found as Record<PropertyKey, unknown>)[key]
        : found,
    value,
  );
}

/**
 * What a caller sent, in the shape that is expected.
 *
 * @throws InputError that names the parameter, what was found and what is allowed.
 */
export function parse<T extends z.ZodType>(
  schema: T,
  value: unknown,
): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) {
    return result.data;
  }
  throw new InputError(
    result.error.issues
      .slice(0, 5)
      .map(issue =>
        issue.code === 'unrecognized_keys'
          ? `unknown parameter ${issue.keys.join(', ')}`
          : `${issue.path.join('.')}: found ${formatFound(
              sentAt(value, issue.path),
            )}, ${issue.message}`,
      )
      .join('; '),
  );
}
