import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { UrlReaderService } from '@backstage/backend-plugin-api';
import { minimatch } from 'minimatch';

/** The text that an entry was read from. */
export interface EntrySource {
  /** What a person calls it: the last parts of its path. */
  file: string;
  text: string;
  /** Where it can be opened in a browser. */
  url?: string;
}

const MOST_BYTES = 6 * 1024 * 1024;
const TIMEOUT_MS = 5_000;

function shortName(target: string): string {
  return target.split(/[\\/]/).slice(-2).join('/');
}

async function readLocal(
  target: string,
  fileTargets: readonly string[],
): Promise<EntrySource | undefined> {
  const file = path.resolve(target);
  // A path comes with the entity; only what the admin registered is opened.
  const isRegistered = fileTargets.some(pattern => {
    const absolute = path.resolve(pattern);
    return (
      minimatch(file, absolute, { windowsPathsNoEscape: true }) ||
      (file.startsWith(`${path.dirname(absolute)}${path.sep}`) &&
        /\.ya?ml$/.test(file))
    );
  });
  if (!isRegistered || (await stat(file)).size > MOST_BYTES) {
    return undefined;
  }
  return { file: shortName(file), text: await readFile(file, 'utf8') };
}

async function readUrl(
  url: string,
  urlReader: UrlReaderService,
): Promise<EntrySource | undefined> {
  const response = await urlReader.readUrl(url, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const buffer = await response.buffer();
  return buffer.length > MOST_BYTES
    ? undefined
    : { file: shortName(url), text: buffer.toString('utf8'), url };
}

/**
 * The text of an entry by its location (`url:…` or `file:…`), or `undefined` where
 * it cannot be read: lines are a help, not a condition.
 */
export async function readEntrySource(
  location: string | undefined,
  deps: { urlReader: UrlReaderService; fileTargets: readonly string[] },
): Promise<EntrySource | undefined> {
  const [, type, target] = /^(url|file):(.+)$/.exec(location ?? '') ?? [];
  try {
    if (type === 'file') {
      return await readLocal(target, deps.fileTargets);
    }
    return type === 'url' ? await readUrl(target, deps.urlReader) : undefined;
  } catch {
    return undefined;
  }
}
