import path from 'node:path';
import {
  ANNOTATION_SOURCE_LOCATION,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { fullRef } from './fullRef';
import { DeclaredEntity } from './readCatalogFiles';

/** Who owns a part of the workspace, and where that is declared. */
export interface Ownership {
  /** Entity reference, e.g. `group:default/platform`. */
  owner: string;
  /** Entity reference of what is owned. */
  entity: string;
  declaredIn: string;
  /** The folder that the declaration covers. */
  covers: string;
}

/** The folder that an entity's source lies in: named by annotation, else the one of its `catalog-info.yaml`. */
function folderOf({ entity, file }: DeclaredEntity): string | undefined {
  const location = entity.metadata.annotations?.[ANNOTATION_SOURCE_LOCATION];
  const [, below] = /\/tree\/[^/]+\/?(.*?)\/*$/.exec(location ?? '') ?? [];
  if (below !== undefined) {
    return below;
  }
  if (path.posix.basename(file) !== 'catalog-info.yaml') {
    return undefined;
  }
  const folder = path.posix.dirname(file);
  return folder === '.' ? '' : folder;
}

/** Whoever declares to own the closest folder at or above `target`, a path of the workspace. */
export function findOwner(
  declared: readonly DeclaredEntity[],
  target: string,
): Ownership | undefined {
  const covering = declared.flatMap((one): Ownership[] => {
    const owner = fullRef(one.entity.spec?.owner, 'group', one.entity);
    const covers = folderOf(one);
    const isCovering =
      covers === '' || target === covers || target.startsWith(`${covers}/`);
    return owner && covers !== undefined && isCovering
      ? [
          {
            owner,
            entity: stringifyEntityRef(one.entity),
            declaredIn: one.file,
            covers,
          },
        ]
      : [];
  });
  return covering.sort((a, b) => b.covers.length - a.covers.length)[0];
}
