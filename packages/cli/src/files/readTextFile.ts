import { readFile, stat } from 'node:fs/promises';

const MOST_BYTES = 16 * 1024 * 1024;

/** A file that was named on the command line: its text, or in one sentence why there is none. */
export type TextFile =
  | { file: string; text: string }
  | { file: string; problem: string };

function problemOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EACCES':
      return 'it may not be read';
    case 'ERR_ENCODING_INVALID_ENCODED_DATA':
      return 'it is no UTF-8 text';
    default:
      return message ?? String(error);
  }
}

/** Reads a file that a person named. Never throws. */
export async function readTextFile(file: string): Promise<TextFile> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) {
      return { file, problem: 'it is a folder; name the files in it' };
    }
    if (found.size > MOST_BYTES) {
      return { file, problem: `it is larger than ${MOST_BYTES} bytes` };
    }
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      await readFile(file),
    );
    return { file, text };
  } catch (error) {
    return { file, problem: problemOf(error) };
  }
}
