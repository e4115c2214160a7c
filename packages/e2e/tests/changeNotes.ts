import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dataFolder } from './portal';

/** Runs while the notes server offers another `add_note`. */
export async function withChangedNotes(run: () => Promise<void>) {
  const flag = path.join(dataFolder, 'notes-flag');
  await writeFile(flag, '');
  try {
    await run();
  } finally {
    await rm(flag, { force: true });
  }
}
