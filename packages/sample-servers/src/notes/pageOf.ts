import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';

const PAGE = 5;

const encode = (name: string) => Buffer.from(name).toString('base64url');
const decode = (cursor: string) =>
  Buffer.from(cursor, 'base64url').toString('utf8');

/** The page of `items` that `cursor` asks for, and the cursor of the next one if there is one. */
export function pageOf<Item extends { name: string }>(
  items: readonly Item[],
  cursor: string | undefined,
): { page: Item[]; nextCursor?: string } {
  // The last name that was seen, so that a list that changes meanwhile skips nothing.
  const seen =
    cursor === undefined
      ? -1
      : items.findIndex(({ name }) => name === decode(cursor));
  if (cursor !== undefined && seen === -1) {
    throw new McpError(
      ErrorCode.InvalidParams,
      'This cursor is not one of ours',
    );
  }
  const page = items.slice(seen + 1, seen + 1 + PAGE);
  const last = page.at(-1);
  return last && seen + 1 + PAGE < items.length
    ? { page, nextCursor: encode(last.name) }
    : { page };
}
