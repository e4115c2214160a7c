import { createHash } from 'node:crypto';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  EmailLookup,
  PLAYBOOK_ERRORS_ANNOTATION,
  PLAYBOOK_WARNINGS_ANNOTATION,
  PlaybookFile,
  playbookEntity,
  readPlaybookFile,
} from 'backstage-plugin-mcp-governance-common';
import { FoundFile } from './PlaybookSource';

/** A file of the place, read. */
export interface ReadFile {
  location: string;
  result: Exclude<PlaybookFile, { status: 'other' }>;
}

/** A file whose server cannot be taken in as it stands, and why. */
export interface RefusedFile {
  location: string;
  messages: string[];
}

/** Reads each file as a playbook; catalog entities that lie among them are left out. */
export function readFiles(files: readonly FoundFile[]): ReadFile[] {
  return files.flatMap(({ location, content }): ReadFile[] => {
    const result: PlaybookFile =
      'text' in content
        ? readPlaybookFile(content.text)
        : {
            status: 'malformed',
            problems: [
              {
                level: 'error',
                rule: 'malformed-field',
                path: '',
                message: content.unreadable,
                position: { line: 1, column: 1 },
              },
            ],
          };
    return result.status === 'other' ? [] : [{ location, result }];
  });
}

function messagesOf(
  { problems }: ReadFile['result'],
  level: 'error' | 'warning',
): string[] {
  return problems
    .filter(problem => problem.level === level)
    .map(({ message, position }) => `${message} (line ${position.line})`);
}

/** An entity that the processor refuses, so that the catalog keeps its last valid version and reports why. */
function refusedEntity(
  ref: { kind: string; namespace: string; name: string },
  messages: readonly string[],
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: ref.kind,
    metadata: {
      name: ref.name,
      namespace: ref.namespace,
      annotations: { [PLAYBOOK_ERRORS_ANNOTATION]: JSON.stringify(messages) },
    },
    spec: { type: 'mcp-server' },
  };
}

/** What stands for a file, or a place, of which no server is known: it is listed among the rejected. */
export function refusedLocation(
  location: string,
  messages: readonly string[],
): Entity {
  const hash = createHash('sha256').update(location).digest('hex');
  return refusedEntity(
    {
      kind: 'Location',
      namespace: 'default',
      name: `mcp-playbook-${hash.slice(0, 16)}`,
    },
    messages,
  );
}

/** The same with the annotations that say where it comes from. */
export function located(
  entity: Entity,
  location: string,
  origin: string,
): Entity {
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        ...entity.metadata.annotations,
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: origin,
      },
    },
  };
}

function acceptedEntity(
  { playbook, problems }: Extract<PlaybookFile, { status: 'read' }>,
  lookup: EmailLookup,
): Entity {
  const { entity, warnings } = playbookEntity(playbook, lookup);
  const messages = [
    ...messagesOf({ status: 'malformed', problems }, 'warning'),
    // E-mail addresses stay in the entity, where the processor finds them itself.
    ...warnings
      .filter(({ rule }) => rule !== 'unmatched-email')
      .map(({ message }) => message),
  ];
  return messages.length === 0
    ? entity
    : {
        ...entity,
        metadata: {
          ...entity.metadata,
          annotations: {
            [PLAYBOOK_WARNINGS_ANNOTATION]: JSON.stringify(messages),
          },
        },
      };
}

/**
 * One entity for every file. A malformed one keeps the reference that it had in the
 * catalog (`earlier`, by location) and is refused there; of two files with the same
 * name the one that the catalog knows already counts, else the first.
 */
export function provideEntities(
  files: readonly ReadFile[],
  context: {
    origin: string;
    lookup: EmailLookup;
    earlier: ReadonlyMap<string, string>;
  },
): { entities: Entity[]; refused: RefusedFile[] } {
  const { origin, lookup, earlier } = context;
  const entities = new Map<string, Entity>();
  const locations = new Map<string, string>();
  const refused: RefusedFile[] = [];
  const put = (entity: Entity, location: string) => {
    const ref = stringifyEntityRef(entity);
    entities.set(ref, located(entity, location, origin));
    locations.set(ref, location);
  };
  const refuse = (location: string, messages: string[], ref?: string) => {
    refused.push({ location, messages });
    put(
      ref === undefined || entities.has(ref)
        ? refusedLocation(location, messages)
        : refusedEntity(parseEntityRef(ref), messages),
      location,
    );
  };

  const refOf = (name: string) => `api:default/${name.toLowerCase()}`;
  const isKnown = ({ location, result }: ReadFile) =>
    result.name !== undefined && earlier.get(location) === refOf(result.name);
  const inOrder = [
    ...files.filter(isKnown),
    ...files.filter(file => !isKnown(file)),
  ];
  for (const { location, result } of inOrder) {
    if (result.status === 'read') {
      const taken = locations.get(refOf(result.name));
      if (taken === undefined) {
        put(acceptedEntity(result, lookup), location);
      } else {
        refuse(location, [
          `name: ${JSON.stringify(
            result.playbook.name,
          )} stands already in ${taken.replace(/^(file|url):/, '')}`,
        ]);
      }
    }
  }
  for (const { location, result } of inOrder) {
    if (result.status === 'malformed') {
      const name = result.name && refOf(result.name);
      refuse(
        location,
        messagesOf(result, 'error'),
        earlier.get(location) ?? name,
      );
    }
  }
  return { entities: [...entities.values()], refused };
}
