import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  ENTRY_STATUS_TYPE,
  PLAYBOOK_ERRORS_ANNOTATION,
  PLAYBOOK_WARNINGS_ANNOTATION,
  REJECTION_PREFIX,
  entityProblems,
  isMcpServer,
  playbookMessages,
  prepareEntity,
  readServerEntry,
  relationsOf,
} from 'backstage-plugin-mcp-governance-common';

function withWarnings(entity: Entity, warnings: readonly string[]): Entity {
  if (warnings.length === 0) {
    return entity;
  }
  const status = 'status' in entity ? (entity.status as { items?: [] }) : {};
  return {
    ...entity,
    status: {
      ...status,
      items: [
        ...(status.items ?? []),
        ...warnings.map(message => ({
          type: ENTRY_STATUS_TYPE,
          level: 'warning',
          message,
        })),
      ],
    },
  } as Entity;
}

/**
 * Reads `spec.governance` of MCP servers: gaps become marked placeholders, types
 * that are wrong reject the entry with the field named, unknown fields become
 * warnings on the entity, references become relations. Makes no network call.
 */
export class ServerEntryProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'ServerEntryProcessor';
  }

  /** Before upstream's model (20), whose own complaint would hide ours. */
  getPriority(): number {
    return 10;
  }

  async preProcessEntity(entity: Entity): Promise<Entity> {
    // A playbook that could not be read has no other way to say so to people.
    const errors = playbookMessages(entity, PLAYBOOK_ERRORS_ANNOTATION);
    if (errors.length > 0) {
      throw new InputError(`${REJECTION_PREFIX}${errors.join('; ')}`);
    }
    return isMcpServer(entity) ? prepareEntity(entity) : entity;
  }

  async validateEntityKind(entity: Entity): Promise<boolean> {
    if (isMcpServer(entity)) {
      const errors = entityProblems(entity).filter(
        problem => problem.level === 'error',
      );
      if (errors.length > 0) {
        throw new InputError(
          `${REJECTION_PREFIX}${errors
            .map(({ message }) => message)
            .join('; ')}`,
        );
      }
    }
    // Whether the entity is valid otherwise is for upstream's model to say.
    return false;
  }

  async postProcessEntity(
    entity: Entity,
    _location: LocationSpec,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    if (!isMcpServer(entity)) {
      return entity;
    }
    const { entry, problems } = readServerEntry(entity);
    const source = parseEntityRef(entry.entityRef);
    for (const { target, forward, backward } of relationsOf(entry)) {
      const other = parseEntityRef(target);
      emit(processingResult.relation({ source, target: other, type: forward }));
      emit(
        processingResult.relation({
          source: other,
          target: source,
          type: backward,
        }),
      );
    }
    return withWarnings(entity, [
      ...playbookMessages(entity, PLAYBOOK_WARNINGS_ANNOTATION),
      ...problems.map(({ message }) => message),
    ]);
  }
}
