import { Entity } from '@backstage/catalog-model';
import { z } from 'zod';

/** Annotation of an entity that stands for a malformed playbook: what is wrong with it, as a JSON list. */
export const PLAYBOOK_ERRORS_ANNOTATION = 'mcp-governance/playbook-errors';

/** Annotation that lists, as JSON, what a playbook holds that does not count. */
export const PLAYBOOK_WARNINGS_ANNOTATION = 'mcp-governance/playbook-warnings';

const messagesSchema = z.array(z.string());

/** The messages that one of these annotations carries; none where it is no list of texts. */
export function playbookMessages(
  entity: Entity,
  annotation:
    | typeof PLAYBOOK_ERRORS_ANNOTATION
    | typeof PLAYBOOK_WARNINGS_ANNOTATION,
): string[] {
  const text = entity.metadata.annotations?.[annotation];
  if (text === undefined) {
    return [];
  }
  try {
    return messagesSchema.parse(JSON.parse(text));
  } catch {
    return [];
  }
}
