import { FieldSpelling } from '../drift';
import { Position, YamlDocument, readYaml } from '../entry/readYaml';
import type { ServerEntry } from '../entry/ServerEntry';
import { playbookPath } from './playbookPath';
import { isEnveloped, readPlaybookDocument } from './readPlaybookFile';

type Identity = Pick<ServerEntry, 'name' | 'namespace'>;

/** Where an entry stands in the text that it comes from. */
export interface EntrySite {
  /** How the text is written. */
  spelling: FieldSpelling;
  /** By path, as in `spec.governance.version`. */
  positions: Map<string, Position>;
}

function isEntityOf({ document }: YamlDocument, entry: Identity): boolean {
  return (
    String(document.get('kind')).toLowerCase() === 'api' &&
    document.getIn(['metadata', 'name']) === entry.name &&
    (document.getIn(['metadata', 'namespace']) ?? 'default') === entry.namespace
  );
}

function isPlaybookOf(source: YamlDocument, entry: Identity): boolean {
  return (
    !isEnveloped(source) &&
    entry.namespace === 'default' &&
    readPlaybookDocument(source).name === entry.name
  );
}

/**
 * Where fields of an entry stand in the YAML text that it comes from, a catalog entity
 * or a playbook. A field that is missing is placed at the nearest one around it; of a
 * text without the entry there is nothing to say.
 */
export function locateEntry(
  text: string,
  entry: Identity,
  paths: readonly string[],
): EntrySite | undefined {
  const documents = readYaml(text);
  const site = (
    source: YamlDocument | undefined,
    spelling: FieldSpelling,
  ): EntrySite | undefined =>
    source && {
      spelling,
      positions: new Map(
        paths.map(path => [
          path,
          source.positionOf(
            spelling === 'playbook' ? playbookPath(path) : path,
          ),
        ]),
      ),
    };
  return (
    site(
      documents.find(source => isEntityOf(source, entry)),
      'entry',
    ) ??
    site(
      documents.find(source => isPlaybookOf(source, entry)),
      'playbook',
    )
  );
}
