import { LintedEntry } from './LintedEntry';

const sameAddress = (a: string, b: string) =>
  a.replace(/\/$/, '') === b.replace(/\/$/, '');

/** The entry that a live server or a snapshot is held against, or why that cannot be told. */
export function chooseEntry(
  entries: readonly LintedEntry[],
  url: string | undefined,
): { entry: LintedEntry } | { problem: string } {
  if (entries.length === 1) {
    return { entry: entries[0] };
  }
  if (entries.length === 0) {
    return {
      problem: 'none of the files holds the entry of an MCP server to compare',
    };
  }
  const matching = entries.filter(
    ({ entry }) =>
      url !== undefined &&
      entry.remotes.some(remote => sameAddress(remote.url, url)),
  );
  return matching.length === 1
    ? { entry: matching[0] }
    : {
        problem: `the files hold ${entries.length} MCP servers, and ${
          matching.length === 0 ? 'none' : 'more than one'
        } of them has ${
          url
            ? `the remote ${url}`
            : 'the address of the snapshot, which names none'
        }; name the file of one`,
      };
}
