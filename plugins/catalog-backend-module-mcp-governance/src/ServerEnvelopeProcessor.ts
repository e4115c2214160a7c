import {
  Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { CatalogProcessor } from '@backstage/plugin-catalog-node';
import {
  REJECTION_PREFIX,
  isMcpServer,
} from 'backstage-plugin-mcp-governance-common';

/**
 * Asks upstream's rules about `metadata` in our own name, so that a server whose
 * entry they refuse is recognised as one and listed among the rejected.
 */
export class ServerEnvelopeProcessor implements CatalogProcessor {
  private readonly policy = EntityPolicies.allOf([
    new SchemaValidEntityPolicy(),
    new FieldFormatEntityPolicy(),
  ]);

  getProcessorName(): string {
    return 'ServerEnvelopeProcessor';
  }

  /** After placeholders such as `$text` were put in (20). */
  getPriority(): number {
    return 30;
  }

  async preProcessEntity(entity: Entity): Promise<Entity> {
    if (isMcpServer(entity)) {
      try {
        await this.policy.enforce(entity);
      } catch (error) {
        const { message } = error as Error;
        throw new InputError(
          `${REJECTION_PREFIX}${message.replace(/ To learn more.*$/, '')}`,
        );
      }
    }
    return entity;
  }
}
