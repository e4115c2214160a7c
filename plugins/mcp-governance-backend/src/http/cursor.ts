import { InputError } from '@backstage/errors';

/** Where a page begins. */
export function startOf(query: { offset?: number; cursor?: string }): number {
  if (query.cursor === undefined) {
    return query.offset ?? 0;
  }
  const text = Buffer.from(query.cursor, 'base64url').toString('utf8');
  if (!/^after \d{1,9}$/.test(text)) {
    throw new InputError('cursor: is no cursor of this list');
  }
  return Number(text.slice('after '.length));
}

/** The cursor of the page after this one, if there is one. */
export function nextCursor(
  end: number,
  totalItems: number,
): string | undefined {
  return end < totalItems
    ? Buffer.from(`after ${end}`).toString('base64url')
    : undefined;
}
