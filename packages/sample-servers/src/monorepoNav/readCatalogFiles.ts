import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Entity } from '@backstage/catalog-model';
import { parseAllDocuments } from 'yaml';
import { findFiles } from './findFiles';

/** An entity and the file that declares it. */
export interface DeclaredEntity {
  entity: Entity;
  /** Path below the root, e.g. `examples/systems.yaml`. */
  file: string;
}

function isEntity(value: unknown): value is Entity {
  const { kind, metadata } = (value ?? {}) as Partial<Entity>;
  return typeof kind === 'string' && typeof metadata?.name === 'string';
}

/** Every entity that the workspace declares: beside its code in `catalog-info.yaml`, and in `examples/`. */
export async function readCatalogFiles(
  root: string,
): Promise<DeclaredEntity[]> {
  const files = await findFiles(root, [
    '**/catalog-info.yaml',
    'examples/**/*.yaml',
  ]);
  const perFile = await Promise.all(
    files.map(async file => {
      const text = await readFile(path.join(root, file), 'utf8');
      return parseAllDocuments(text).flatMap((document): DeclaredEntity[] => {
        // One file that somebody is editing must not silence all the others.
        const value: unknown =
          document.errors.length === 0 ? document.toJS() : undefined;
        return isEntity(value) ? [{ entity: value, file }] : [];
      });
    }),
  );
  return perFile.flat();
}
