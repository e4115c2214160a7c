import { Document, Pair, Scalar, YAMLMap, YAMLSeq, isMap } from 'yaml';
import { ServerEntry } from '../entry';
import { Snapshot, isJsonObject } from '../snapshot';
import { CorrectedTool, correctedTools } from './correctedTools';
import { FieldSpelling, spelledKey } from './fieldSpelling';

function toolNode(
  document: Document,
  { tool, reasons }: CorrectedTool,
  spelling: FieldSpelling,
): YAMLMap {
  const node = document.createNode(
    Object.fromEntries(
      Object.entries(tool).map(([key, value]) => [
        spelledKey(key, spelling),
        value,
      ]),
    ),
  );
  if (!isMap(node)) {
    throw new TypeError('a tool is written as a YAML map');
  }
  for (const [field, reason] of Object.entries(reasons)) {
    const value = node.get(spelledKey(field, spelling), true);
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
 * scopes and tools as YAML to copy, a comment on every line that differs; in the
 * spelling of the file that it is to be copied into.
 * `undefined` when the tools are unknown.
 */
export function correctedBlock(
  entry: ServerEntry,
  snapshot: Snapshot | undefined,
  spelling: FieldSpelling = 'entry',
): string | undefined {
  const tools = correctedTools(entry, snapshot);
  if (!snapshot || !tools) {
    return undefined;
  }
  const { governance } = entry;

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
    list.add(toolNode(document, tool, spelling));
  }
  root.add(new Pair('tools', list));
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
