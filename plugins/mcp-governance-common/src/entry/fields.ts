import { parseEntityRef } from '@backstage/catalog-model';
import { z } from 'zod';
import { entryLimits } from './limits';

/** Text of bounded length. */
export const text = () => z.string().max(entryLimits.textLength);
/** A list of bounded length. */
export const textList = () => z.array(text()).max(entryLimits.listItems);
/** A complete http or https address that carries no password. */
export const webUrl = () =>
  z
    .url({ protocol: /^https?$/ })
    .max(entryLimits.textLength)
    .refine(url => !/^[a-z]+:\/\/[^/?#]*@/i.test(url), {
      message:
        'must not carry a user name or password; secrets belong in app-config',
    });

/** Whether a text can be read as an entity reference. */
export function isReference(value: string): boolean {
  try {
    parseEntityRef(value, { defaultKind: 'user' });
    return !/\s/.test(value);
  } catch {
    return false;
  }
}

/** An entity reference; an e-mail address is let through, to be shown as one that stands for nobody. */
export const reference = (example: string) =>
  text().refine(isReference, {
    message: `expected an entity reference such as ${example}`,
  });

/**
 * A calendar date, `YYYY-MM-DD`. YAML parsers hand an unquoted date over as a
 * string or as a `Date`, and some as a date with midnight attached.
 */
export const isoDate = () =>
  z.preprocess(value => {
    if (value instanceof Date && !Number.isNaN(value.getTime())) {
      return value.toISOString().slice(0, 10);
    }
    // A number is shown as a date that it is not, rather than as text to be quoted.
    return typeof value === 'string' || typeof value === 'number'
      ? String(value).replace(
          /^(\d{4}-\d{2}-\d{2})[T ]00:00(:00(\.0+)?)?(Z|\+00:00)?$/,
          '$1',
        )
      : value;
  }, z.iso.date());

/** How many findings of one severity. */
export const findingCount = () => z.number().int().min(0).optional();
