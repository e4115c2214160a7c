import { ServerEntry } from './ServerEntry';

/** Relation types of our own, from the server to the other side and back. */
export const serverRelations = {
  primary: ['mcpPrimaryOwner', 'mcpPrimaryOwnerOf'],
  secondary: ['mcpSecondaryOwner', 'mcpSecondaryOwnerOf'],
  security: ['mcpSecurityContact', 'mcpSecurityContactOf'],
  consumer: ['mcpConsumedBy', 'mcpConsumes'],
} as const;

/** One relation of a server's entity: seen from the server, and from the target. */
export interface ServerRelation {
  /** Entity reference in full. */
  target: string;
  forward: string;
  backward: string;
}

const isEntityReference = (ref: string | undefined): ref is string =>
  ref !== undefined && /^[^:/@\s]+:[^:/\s]+\/[^:/\s]+$/.test(ref);

/**
 * The relations that governance data implies, beside upstream's `ownedBy` and
 * `partOf`. What is no entity reference (an e-mail address, say) implies none.
 */
export function relationsOf(entry: ServerEntry): ServerRelation[] {
  const { ownership, consumers, downstreamSystems } = entry.governance;
  const relations: ServerRelation[] = [];
  const add = (
    target: string | undefined,
    [forward, backward]: readonly [string, string],
  ) => {
    if (isEntityReference(target)) {
      relations.push({ target, forward, backward });
    }
  };
  add(ownership?.primary, serverRelations.primary);
  add(ownership?.secondary, serverRelations.secondary);
  add(ownership?.security, serverRelations.security);
  for (const consumer of consumers ?? []) {
    add(
      consumer,
      consumer.startsWith('component:')
        ? ['apiConsumedBy', 'consumesApi']
        : serverRelations.consumer,
    );
  }
  for (const { ref } of downstreamSystems ?? []) {
    add(ref, ['dependsOn', 'dependencyOf']);
  }
  return relations;
}
