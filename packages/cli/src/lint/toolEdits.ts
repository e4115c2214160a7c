import {
  CorrectedTool,
  DeclaredTool,
  FieldSpelling,
  spelledKey,
} from 'backstage-plugin-mcp-governance-common';
import {
  Node,
  Pair,
  Scalar,
  YAMLMap,
  YAMLSeq,
  isMap,
  isNode,
  isScalar,
  isSeq,
  stringify,
} from 'yaml';
import {
  Edit,
  insertAfterLine,
  lineEnding,
  lineStart,
  nextLine,
} from './edits';

type FieldName = keyof DeclaredTool;

/** A value as it stands in a line: a list in brackets. */
function inline(value: unknown): string {
  return stringify(value, {
    lineWidth: 0,
    collectionStyle: 'flow',
    flowCollectionPadding: false,
  }).trimEnd();
}

/** Where the last thing that belongs to a node ends, comments behind it left out. */
function endOf(node: unknown): number {
  if (isMap(node) && !node.flow && node.items.length > 0) {
    const { key, value } = node.items[node.items.length - 1];
    return Math.max(endOf(value), endOf(key));
  }
  if (isSeq(node) && !node.flow && node.items.length > 0) {
    return endOf(node.items[node.items.length - 1]);
  }
  return isNode(node) && node.range ? node.range[1] : 0;
}

function startOf(node: Node): number {
  return node.range ? node.range[0] : 0;
}

/** The fields in which a declared tool differs from what it is to be. */
export function changedFields(
  declared: DeclaredTool,
  { tool }: CorrectedTool,
): FieldName[] {
  const fields: FieldName[] = ['mutates', 'requiresConfirmation'];
  return fields.filter(field => tool[field] !== declared[field]);
}

function setValue(
  text: string,
  value: Scalar,
  written: string,
  reason: string | undefined,
  isInBlock: boolean,
): Edit {
  const [start, end] = value.range ?? [0, 0];
  const isEmpty = end <= start;
  const restOfLine = text.slice(end, nextLine(text, end));
  const comment =
    reason && isInBlock && restOfLine.trim() === '' ? ` # ${reason}` : '';
  const space = isEmpty && text[start - 1] === ':' ? ' ' : '';
  return { start, end, text: `${space}${written}${comment}` };
}

function addKey(
  text: string,
  map: YAMLMap,
  line: string,
  reason: string | undefined,
): Edit {
  if (map.flow) {
    const at = endOf(map.items[map.items.length - 1]?.value);
    return { start: at, end: at, text: `, ${line}` };
  }
  const first = map.items[0].key;
  const column = isNode(first)
    ? startOf(first) - lineStart(text, startOf(first))
    : 0;
  const comment = reason ? ` # ${reason}` : '';
  return insertAfterLine(text, endOf(map), [
    `${' '.repeat(column)}${line}${comment}`,
  ]);
}

/** The edits that bring one tool of the file to what it is to be. */
export function editTool(
  text: string,
  map: YAMLMap,
  fields: readonly FieldName[],
  { tool, reasons }: CorrectedTool,
  spelling: FieldSpelling,
): Edit[] {
  return fields.map(field => {
    const key = spelledKey(field, spelling);
    const written = inline(tool[field]);
    const value = map.get(key, true);
    return isScalar(value)
      ? setValue(text, value, written, reasons[field], !map.flow)
      : addKey(text, map, `${key}: ${written}`, reasons[field]);
  });
}

/** Removes an item of a block list with its lines; a comment above it stays. */
export function removeItem(text: string, item: YAMLMap): Edit {
  const end = endOf(item);
  const last = text[end - 1] === '\n' ? end - 1 : end;
  return {
    start: lineStart(text, startOf(item)),
    end: nextLine(text, last),
    text: '',
  };
}

function itemLines(
  { tool, reasons }: CorrectedTool,
  dash: string,
  spelling: FieldSpelling,
): string[] {
  const indent = ' '.repeat(dash.length);
  return (Object.entries(tool) as [FieldName, unknown][]).map(
    ([field, value], index) => {
      const reason = reasons[field];
      return `${index === 0 ? dash : indent}${spelledKey(
        field,
        spelling,
      )}: ${inline(value)}${reason ? ` # ${reason}` : ''}`;
    },
  );
}

/** Appends tools to a block list, in its own indentation. */
export function appendItems(
  text: string,
  list: YAMLSeq,
  tools: readonly CorrectedTool[],
  spelling: FieldSpelling,
): Edit[] {
  const first = list.items[0];
  if (tools.length === 0 || !isNode(first)) {
    return [];
  }
  const start = startOf(first);
  const dash = text.slice(lineStart(text, start), start);
  const lines = tools.flatMap(tool => itemLines(tool, dash, spelling));
  return [insertAfterLine(text, endOf(list), lines)];
}

/** A whole `tools` block in place of an empty or missing one. */
export function newBlock(
  text: string,
  parent: YAMLMap,
  pair: Pair | undefined,
  tools: readonly CorrectedTool[],
  spelling: FieldSpelling,
): Edit {
  const sibling = pair?.key ?? parent.items[0]?.key;
  const start = isNode(sibling) ? startOf(sibling) : 0;
  const indent = ' '.repeat(start - lineStart(text, start));
  const lines = [
    `${indent}tools:`,
    ...tools.flatMap(tool => itemLines(tool, `${indent}  - `, spelling)),
  ];
  if (!pair) {
    return insertAfterLine(text, endOf(parent), lines);
  }
  const end = Math.max(
    endOf(pair.value),
    endOf(pair.key),
    text.indexOf(':', start) + 1,
  );
  const [behind = ''] = /^[^\r\n]*/.exec(text.slice(end)) ?? [];
  const [first, ...others] = lines;
  return {
    start: lineStart(text, start),
    end: end + behind.length,
    text: [first + behind, ...others].join(lineEnding(text)),
  };
}
