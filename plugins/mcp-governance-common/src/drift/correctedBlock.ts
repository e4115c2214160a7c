import { Document, Pair, Scalar, YAMLMap, YAMLSeq, isMap } from 'yaml';
import { DeclaredTool, ServerEntry } from '../entry';
import { Json, Snapshot, isJsonObject } from '../snapshot';
import { declaredTools, liveTools } from './compareTools';
import { isMutating, toolHints } from './toolHints';
import { verbOf } from './toolName';

interface CorrectedTool {
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

function toolNode(
  document: Document,
  { tool, reasons }: CorrectedTool,
): YAMLMap {
  const node = document.createNode(tool);
  if (!isMap(node)) {
    throw new TypeError('a tool is written as a YAML map');
  }
  for (const [field, reason] of Object.entries(reasons)) {
    const value = node.get(field, true);
    if (value instanceof Scalar) {
      value.comment = ` ${reason}`;
    }
  }
  for (const pair of node.items) {
    if (pair.value instanceof YAMLSeq) {
      pair.value.flow = true;
    }
  }
  return node;
}

/**
 * The part of `spec.governance` as it would agree with the live server: version,
 * scopes and tools as YAML to copy, a comment on every line that differs.
 * `undefined` when the tools are unknown.
 */
export function correctedBlock(
  entry: ServerEntry,
  snapshot: Snapshot | undefined,
): string | undefined {
  const live = snapshot && liveTools(snapshot);
  if (!live) {
    return undefined;
  }
  const { governance } = entry;
  const declared = declaredTools(entry);
  const liveByName = new Map(live.map(tool => [tool.name, tool.raw]));
  const names = [
    ...[...declared.keys()].filter(name => liveByName.has(name)),
    ...live.map(tool => tool.name).filter(name => name && !declared.has(name)),
  ];
  const tools = names.map(name =>
    correctTool(name, declared.get(name)?.tool, liveByName.get(name) ?? null),
  );

  const document = new Document({});
  const root = new YAMLMap();
  document.contents = root as typeof document.contents;
  const liveVersion = isJsonObject(snapshot.serverInfo)
    ? snapshot.serverInfo.version
    : undefined;
  if (
    governance.version !== undefined &&
    typeof liveVersion === 'string' &&
    liveVersion !== governance.version
  ) {
    const version = new Scalar(liveVersion);
    version.comment = ` was ${governance.version}`;
    root.add(new Pair('version', version));
  }
  const scopes = governance.scopes ?? [];
  const required = tools.flatMap(({ tool }) => tool.scopesRequired ?? []);
  const added = [...new Set(required)].filter(scope => !scopes.includes(scope));
  if (added.length > 0) {
    const list = document.createNode([...scopes, ...added]) as YAMLSeq;
    list.flow = true;
    list.comment = ` added ${added.join(', ')}`;
    root.add(new Pair('scopes', list));
  }
  const list = new YAMLSeq();
  for (const tool of tools) {
    list.add(toolNode(document, tool));
  }
  root.add(new Pair('tools', list));
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
