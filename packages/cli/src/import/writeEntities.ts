import { access, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Entity } from '@backstage/catalog-model';
import { stringify } from 'yaml';

/** An entity as the text of a catalog file. */
export function entityText(entity: Entity): string {
  return stringify(entity, { lineWidth: 0 });
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}

/**
 * Writes one file for each entity into a folder, which is made where there is none.
 * Without `force` nothing at all is written where one of them is there already;
 * those are the answer then.
 */
export async function writeEntities(
  folder: string,
  entities: readonly Entity[],
  force: boolean,
): Promise<{ written: string[] } | { inTheWay: string[] }> {
  const files = entities.map(entity => ({
    file: path.join(folder, `${entity.metadata.name}.yaml`),
    text: entityText(entity),
  }));
  if (!force) {
    const inTheWay: string[] = [];
    for (const { file } of files) {
      if (await isThere(file)) {
        inTheWay.push(file);
      }
    }
    if (inTheWay.length > 0) {
      return { inTheWay };
    }
  }
  await mkdir(folder, { recursive: true });
  for (const { file, text } of files) {
    await writeFile(file, text, { flag: force ? 'w' : 'wx' });
  }
  return { written: files.map(({ file }) => file) };
}
