import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { findFiles } from './findFiles';

const ranges = z.record(z.string(), z.string()).default({});
const manifestSchema = z.object({
  name: z.string(),
  dependencies: ranges,
  devDependencies: ranges,
  peerDependencies: ranges,
});
const rootSchema = z.object({ workspaces: z.array(z.string()) });

/** A package of the workspace. */
export interface WorkspacePackage extends z.output<typeof manifestSchema> {
  /** Its folder, e.g. `packages/app`. */
  folder: string;
}

const readJson = async (file: string): Promise<unknown> =>
  JSON.parse(await readFile(file, 'utf8'));

/** The packages that the workspace's root names, by folder. */
export async function listPackages(root: string): Promise<WorkspacePackage[]> {
  const { workspaces } = rootSchema.parse(
    await readJson(path.join(root, 'package.json')),
  );
  const files = await findFiles(
    root,
    workspaces.map(pattern => `${pattern}/package.json`),
  );
  return Promise.all(
    files.map(async file => ({
      ...manifestSchema.parse(await readJson(path.join(root, file))),
      folder: path.posix.dirname(file),
    })),
  );
}
