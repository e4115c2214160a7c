import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { findOwner } from './findOwner';
import { fullRef } from './fullRef';
import { WorkspacePackage } from './listPackages';
import { DeclaredEntity } from './readCatalogFiles';

/** A component or a package that uses an API. */
export interface ApiUser {
  kind: 'component' | 'package';
  /** Entity reference, or the package's name. */
  name: string;
  /** Entity reference of the owner, where one is declared. */
  owner?: string;
  declaredIn: string;
}

function fullRefs(value: unknown, kind: string, holder?: Entity): string[] {
  return Array.isArray(value)
    ? value.flatMap(ref => fullRef(ref, kind, holder) ?? [])
    : [];
}

/** The components that an MCP server's own entry names as consumers. */
function namedConsumers(api: Entity | undefined): string[] {
  const governance = api?.spec?.governance;
  return governance &&
    typeof governance === 'object' &&
    'consumers' in governance
    ? fullRefs(governance.consumers, 'group', api)
    : [];
}

/** Who uses an API of the catalog or a package of the workspace; `undefined` when neither has that name. */
export function servicesUsing(
  api: string,
  declared: readonly DeclaredEntity[],
  packages: readonly WorkspacePackage[],
): ApiUser[] | undefined {
  const ref = fullRef(api, 'api');
  const entry = declared.find(
    ({ entity }) => stringifyEntityRef(entity) === ref,
  );
  const isPackage = packages.some(({ name }) => name === api);
  if (!entry && !isPackage) {
    return undefined;
  }
  const consumers = namedConsumers(entry?.entity);
  const components = declared.flatMap(({ entity, file }): ApiUser[] => {
    const name = stringifyEntityRef(entity);
    const used = fullRefs(entity.spec?.consumesApis, 'api', entity);
    const isUser =
      (ref !== undefined && used.includes(ref)) || consumers.includes(name);
    return entity.kind === 'Component' && isUser
      ? [
          {
            kind: 'component',
            name,
            owner: fullRef(entity.spec?.owner, 'group', entity),
            declaredIn: file,
          },
        ]
      : [];
  });
  const dependants = packages.flatMap((one): ApiUser[] =>
    api in one.dependencies || api in one.peerDependencies
      ? [
          {
            kind: 'package',
            name: one.name,
            owner: findOwner(declared, one.folder)?.owner,
            declaredIn: `${one.folder}/package.json`,
          },
        ]
      : [],
  );
  return [...components, ...dependants];
}
