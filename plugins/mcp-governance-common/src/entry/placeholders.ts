/**
 * Stand-ins for what upstream's model demands and an author left out, so that
 * the gap can be shown as a finding instead of losing the entry. They are never
 * values: nothing shows, compares or introspects them.
 */
export const placeholders = {
  owner: 'group:default/unowned',
  lifecycle: 'unknown',
  remoteType: 'unspecified',
  remoteUrl: 'unspecified',
} as const;

/** Annotation that lists, separated by commas, the fields that hold placeholders. */
export const MISSING_FIELDS_ANNOTATION = 'mcp-governance/missing-fields';

/** Type of the status items that carry warnings about an entry. */
export const ENTRY_STATUS_TYPE = 'mcp-governance/entry';

/** How every message about a rejected entry begins, so that it is recognised in the catalog's error events. */
export const REJECTION_PREFIX = 'MCP server entry rejected: ';
