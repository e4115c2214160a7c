import { DeclaredTool, ServerEntry } from '../entry';
import { Json, Snapshot } from '../snapshot';
import { declaredTools, liveTools } from './compareTools';
import { isMutating, toolHints } from './toolHints';
import { verbOf } from './toolName';

/** What an entry would have to say of one tool to agree with the live server. */
export interface CorrectedTool {
  tool: DeclaredTool;
  /** Why a field differs from the entry, by field; `name` for a tool that is new to it. */
  reasons: Partial<Record<keyof DeclaredTool, string>>;
}

function correctTool(
  name: string,
  declared: DeclaredTool | undefined,
  live: Json,
): CorrectedTool {
  const hints = toolHints(live);
  const tool: DeclaredTool = { name, ...declared };
  const reasons: CorrectedTool['reasons'] = {};
  if (!declared) {
    reasons.name = 'new: listed by the server, not declared';
  }
  const verb = verbOf(name);
  if (tool.mutates === undefined) {
    tool.mutates = isMutating(undefined, hints);
    reasons.mutates =
      hints.readOnly === undefined
        ? 'the server gives no hint; confirm'
        : `the server says readOnlyHint: ${hints.readOnly}; confirm`;
  } else if (
    !tool.mutates &&
    (hints.readOnly === false || hints.destructive || verb === 'mutates')
  ) {
    tool.mutates = true;
    reasons.mutates = 'was false';
  } else if (tool.mutates && hints.readOnly) {
    reasons.mutates =
      'the server claims readOnlyHint: true; one of both is wrong';
  } else if (tool.mutates && verb === 'reads') {
    reasons.mutates = 'the name sounds as if it only read; confirm';
  }
  if (
    tool.mutates &&
    hints.destructive !== false &&
    tool.requiresConfirmation !== true
  ) {
    tool.requiresConfirmation = true;
    reasons.requiresConfirmation = 'can destroy something';
  }
  return { tool, reasons };
}

/**
 * The tools of an entry as they would agree with the live server: declared ones in
 * their order without those that are not live, then those that are new to it.
 * `undefined` when the live tools are unknown.
 */
export function correctedTools(
  entry: ServerEntry,
  snapshot: Snapshot | undefined,
): CorrectedTool[] | undefined {
  const live = snapshot && liveTools(snapshot);
  if (!live) {
    return undefined;
  }
  const declared = declaredTools(entry);
  const liveByName = new Map(live.map(tool => [tool.name, tool.raw]));
  const names = [
    ...[...declared.keys()].filter(name => liveByName.has(name)),
    ...live.map(tool => tool.name).filter(name => name && !declared.has(name)),
  ];
  return names.map(name =>
    correctTool(name, declared.get(name)?.tool, liveByName.get(name) ?? null),
  );
}
