const SHOWN = 8;

/** A hash short enough to be told from others by eye. */
export function shortHash(hash: string): string {
  return hash.slice(hash.indexOf(':') + 1).slice(0, SHOWN);
}
