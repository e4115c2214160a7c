import { WorkspacePackage } from './listPackages';

/** One dependency of a package. */
export interface Dependency {
  name: string;
  range: string;
  /** `dev` is needed to build or test it only. */
  kind: 'runtime' | 'dev' | 'peer';
  /** Whether it is a package of this workspace. */
  inWorkspace: boolean;
}

/** What a package of the workspace depends on, its own packages first; `undefined` when there is no such package. */
export function dependenciesOf(
  name: string,
  packages: readonly WorkspacePackage[],
): { folder: string; dependencies: Dependency[] } | undefined {
  const found = packages.find(one => one.name === name);
  if (!found) {
    return undefined;
  }
  const own = new Set(packages.map(one => one.name));
  const read = (kind: Dependency['kind'], ranges: Record<string, string>) =>
    Object.entries(ranges).map(([dependency, range]) => ({
      name: dependency,
      range,
      kind,
      inWorkspace: own.has(dependency),
    }));
  const dependencies = [
    ...read('runtime', found.dependencies),
    ...read('peer', found.peerDependencies),
    ...read('dev', found.devDependencies),
  ];
  return {
    folder: found.folder,
    dependencies: dependencies.sort(
      (a, b) => Number(b.inWorkspace) - Number(a.inWorkspace),
    ),
  };
}
