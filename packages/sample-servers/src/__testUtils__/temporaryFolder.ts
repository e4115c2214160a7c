import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folders: string[] = [];

/** A new folder that is gone after the tests of the file. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sample-servers-'));
  folders.push(folder);
  return folder;
}

afterAll(async () => {
  await Promise.all(
    folders.splice(0).map(folder => rm(folder, { recursive: true })),
  );
});
