import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { parseAllDocuments } from 'yaml';
import {
  ServerEntry,
  isMcpServer,
  prepareEntity,
  readServerEntry,
} from 'backstage-plugin-mcp-governance-common';
import { workspaceRoot } from '../workspaceRoot';

const folder = path.join(workspaceRoot, 'examples');

const yamlFiles = readdirSync(folder, { recursive: true })
  .map(name => String(name).split(path.sep).join('/'))
  .filter(name => name.endsWith('.yaml'))
  .sort();

const isPlaybook = (file: string) => file.startsWith('playbooks/');

/** Every catalog file of the demo organisation, as a path below `examples/`. */
export const exampleFiles = yamlFiles.filter(file => !isPlaybook(file));

/** Its playbook files, likewise. */
export const playbookFiles = yamlFiles.filter(isPlaybook);

/** The text of a file below `examples/`. */
export function readExample(file: string): string {
  return readFileSync(path.join(folder, file), 'utf8');
}

/** The entities of a file below `examples/`; throws where it is no YAML. */
export function parseExample(file: string): Entity[] {
  return parseAllDocuments(readExample(file)).map(document => {
    if (document.errors.length > 0) {
      throw document.errors[0];
    }
    return document.toJS() as Entity;
  });
}

/** All entities of the demo organisation by reference. */
export const exampleEntities = new Map(
  exampleFiles
    .flatMap(parseExample)
    .map((entity): [string, Entity] => [stringifyEntityRef(entity), entity]),
);

/** The entries of MCP servers among them, by name. */
export const exampleServers = new Map(
  [...exampleEntities.values()]
    .filter(isMcpServer)
    .map((entity): [string, ServerEntry] => [
      entity.metadata.name,
      readServerEntry(prepareEntity(entity)).entry,
    ]),
);

/** The entry of that name, which has to exist. */
export function exampleServer(name: string): ServerEntry {
  const entry = exampleServers.get(name);
  if (!entry) {
    throw new Error(`examples/ holds no MCP server ${name}`);
  }
  return entry;
}
