import { Json, isJsonObject } from '../snapshot';

/** The behaviour that a tool claims of itself (MCP, server/tools, annotations). Hints, never proof. */
export interface ToolHints {
  readOnly?: boolean;
  destructive?: boolean;
}

export function toolHints(tool: Json): ToolHints {
  const annotations = isJsonObject(tool) ? tool.annotations : undefined;
  if (!isJsonObject(annotations)) {
    return {};
  }
  const { readOnlyHint, destructiveHint } = annotations;
  return {
    ...(typeof readOnlyHint === 'boolean' && { readOnly: readOnlyHint }),
    ...(typeof destructiveHint === 'boolean' && {
      destructive: destructiveHint,
    }),
  };
}

/**
 * Whether a tool counts as mutating: as declared, else by its hint; without
 * either the specification's default holds, which is not read-only.
 */
export function isMutating(
  declared: boolean | undefined,
  hints: ToolHints,
): boolean {
  return declared ?? hints.readOnly !== true;
}
