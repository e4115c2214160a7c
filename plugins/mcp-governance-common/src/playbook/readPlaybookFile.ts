import { isMap, isScalar } from 'yaml';
import { EntryProblem } from '../entry/EntryProblem';
import { WHOLE, valueAt } from '../entry/readStrictly';
import { Position, YamlDocument, readYaml } from '../entry/readYaml';
import { entityNameOf } from './entityNameOf';
import { Playbook } from './playbookSchema';
import { readPlaybook } from './readPlaybook';

/** A problem and the place in the text where it is to be mended. */
export interface PlacedProblem extends EntryProblem {
  position: Position;
}

/** What a file in a folder of playbooks turned out to be. */
export type PlaybookFile =
  | {
      status: 'read';
      /** As the catalog will call the server. */
      name: string;
      playbook: Playbook;
      /** Warnings only. */
      problems: PlacedProblem[];
      positionOf: YamlDocument['positionOf'];
    }
  | {
      status: 'malformed';
      /** As far as it could be made out. */
      name?: string;
      problems: PlacedProblem[];
    }
  /** Catalog entities, which are read elsewhere. */
  | { status: 'other' };

/** Whether a document carries a Backstage envelope, and so is no playbook. */
export function isEnveloped({ document }: YamlDocument): boolean {
  return (
    isMap(document.contents) &&
    (document.has('apiVersion') || document.has('kind'))
  );
}

/** Versions as they are written: `1.10` is not the number 1.1. */
function withVersionsAsWritten({ document, value }: YamlDocument): unknown {
  const written = (path: string[]) => {
    const node = document.getIn(path, true);
    return isScalar(node) && typeof node.value === 'number'
      ? node.source
      : undefined;
  };
  if (!isMap(document.contents)) {
    return value;
  }
  const version = written(['version']);
  const charterVersion = written(['governance', 'charter_version']);
  return {
    ...(value as object),
    ...(version !== undefined && { version }),
    ...(charterVersion !== undefined && {
      governance: {
        ...(valueAt(value, ['governance']) as object),
        charter_version: charterVersion,
      },
    }),
  };
}

/** Reads one document of YAML as a playbook. */
export function readPlaybookDocument(
  source: YamlDocument,
): Exclude<PlaybookFile, { status: 'other' }> {
  if (source.errors.length > 0) {
    const given = isMap(source.document.contents)
      ? source.document.get('name')
      : undefined;
    return {
      status: 'malformed',
      name: typeof given === 'string' ? entityNameOf(given) : undefined,
      problems: source.errors.map(({ message, position }) => ({
        level: 'error',
        rule: 'yaml-syntax',
        path: WHOLE,
        message: `is no YAML: ${message}`,
        position,
      })),
    };
  }
  const { playbook, problems } = readPlaybook(withVersionsAsWritten(source));
  const placed = problems.map(problem => ({
    ...problem,
    position: source.positionOf(problem.path === WHOLE ? '' : problem.path),
  }));
  const name =
    playbook.name === undefined ? undefined : entityNameOf(playbook.name);
  return name === undefined || problems.some(({ level }) => level === 'error')
    ? { status: 'malformed', name, problems: placed }
    : {
        status: 'read',
        name,
        playbook,
        problems: placed,
        positionOf: source.positionOf,
      };
}

/** Reads the text of a file in a folder of playbooks: one server each. Never throws. */
export function readPlaybookFile(text: string): PlaybookFile {
  const documents = readYaml(text, { merge: true });
  const held = documents.filter(
    ({ value, errors }) => errors.length > 0 || value !== null,
  );
  if (held.length > 0 && held.every(isEnveloped)) {
    return { status: 'other' };
  }
  if (held.length === 1) {
    return readPlaybookDocument(held[0]);
  }
  return {
    status: 'malformed',
    problems: [
      {
        level: 'error',
        rule: 'malformed-field',
        path: WHOLE,
        message:
          held.length === 0
            ? 'is empty, expected a playbook'
            : `holds ${held.length} documents, expected one playbook`,
        position: held[1]?.positionOf('') ?? { line: 1, column: 1 },
      },
    ],
  };
}
