import { Position, YamlDocument, readYaml } from './readYaml';
import type { ServerEntry } from './ServerEntry';

/** Whether a document holds the entity of an entry. */
export function isDocumentOf(
  { document }: YamlDocument,
  entry: Pick<ServerEntry, 'name' | 'namespace'>,
): boolean {
  return (
    String(document.get('kind')).toLowerCase() === 'api' &&
    document.getIn(['metadata', 'name']) === entry.name &&
    (document.getIn(['metadata', 'namespace']) ?? 'default') === entry.namespace
  );
}

/**
 * Where fields of an entry stand in the YAML text that it comes from. A field that is
 * missing is placed at the nearest one around it; a text without the entry gives nothing.
 */
export function locateFields(
  text: string,
  entry: Pick<ServerEntry, 'name' | 'namespace'>,
  paths: readonly string[],
): Map<string, Position> {
  const found = readYaml(text).find(document => isDocumentOf(document, entry));
  return new Map(
    found ? paths.map(path => [path, found.positionOf(path)]) : [],
  );
}
