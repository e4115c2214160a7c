import { readComparable } from '../diff/readComparable';
import { readTextFile } from '../files/readTextFile';
import { ObservationOptions } from '../introspect/takeSnapshot';
import type { Live } from './lintFiles';

/** The address that a stored snapshot says it was taken at. */
async function addressIn(file: string): Promise<string | undefined> {
  const read = await readTextFile(file);
  const { url } = JSON.parse('text' in read ? read.text : '{}');
  return typeof url === 'string' ? url : undefined;
}

/** Reads what was stored of a server: a snapshot, a recorded connection, or the answer of `tools/list`. */
export async function readSnapshotFile(
  file: string,
  options: ObservationOptions,
  env: NodeJS.ProcessEnv,
): Promise<Live | { problem: string }> {
  const found = await readComparable(file, options, env);
  if ('problem' in found) {
    return found;
  }
  const { snapshot, known } = found;
  return {
    snapshot: known.has('tools')
      ? snapshot
      : {
          ...snapshot,
          tools: {
            status: 'failed',
            error: { kind: 'protocol', message: 'the file does not hold them' },
          },
        },
    url: await addressIn(file),
    knowsTransport: known.has('caller'),
  };
}
