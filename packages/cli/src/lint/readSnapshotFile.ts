import {
  Snapshot,
  isJsonObject,
  snapshotSchema,
} from 'backstage-plugin-mcp-governance-common';
import { readTextFile } from '../files/readTextFile';

/** A snapshot that was stored earlier, and the address that it was taken at where it says so. */
export type StoredSnapshot =
  | { snapshot: Snapshot; url?: string }
  | { problem: string };

/** Reads what `mcp-governance introspect --json` or `snapshot --out` wrote. */
export async function readSnapshotFile(file: string): Promise<StoredSnapshot> {
  const read = await readTextFile(file);
  if ('problem' in read) {
    return { problem: `${file}: ${read.problem}` };
  }
  let value: unknown;
  try {
    value = JSON.parse(read.text);
  } catch (error) {
    return {
      problem: `${file}: is no JSON: ${
        error instanceof Error ? error.message : String(error)
      }`,
    };
  }
  const parsed = snapshotSchema.safeParse(value);
  if (!parsed.success) {
    return {
      problem: `${file}: is no snapshot; "mcp-governance introspect URL --json" prints one`,
    };
  }
  const url = isJsonObject(value) ? value.url : undefined;
  return {
    snapshot: parsed.data,
    ...(typeof url === 'string' && { url }),
  };
}
