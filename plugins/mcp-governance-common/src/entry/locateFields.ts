import {
  Document,
  LineCounter,
  isMap,
  isNode,
  isPair,
  parseAllDocuments,
} from 'yaml';
import type { ServerEntry } from './ServerEntry';

/** A place in a text, both from 1. */
export interface Position {
  line: number;
  column: number;
}

function stepsOf(path: string): (string | number)[] {
  return [
    ...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g),
  ].map(([, quoted, index, name]) => {
    if (quoted !== undefined) {
      return JSON.parse(`"${quoted}"`);
    }
    return index === undefined ? name : Number(index);
  });
}

/** Where a field begins: its key, or the nearest one around it that is there. */
function offsetOf(document: Document, path: string): number | undefined {
  const steps = stepsOf(path);
  for (let length = steps.length; length > 0; length -= 1) {
    const parent = document.getIn(steps.slice(0, length - 1), true);
    const last = steps[length - 1];
    const pair = isMap(parent)
      ? parent.items.find(
          item => isPair(item) && isNode(item.key) && String(item.key) === last,
        )
      : undefined;
    const node =
      (pair && isNode(pair.key) && pair.key) ||
      document.getIn(steps.slice(0, length), true);
    if (isNode(node) && node.range) {
      return node.range[0];
    }
  }
  return undefined;
}

/**
 * Where fields of an entry stand in the YAML text that it comes from. A field that is
 * missing is placed at the nearest one around it; a text without the entry gives nothing.
 */
export function locateFields(
  text: string,
  entry: Pick<ServerEntry, 'name' | 'namespace'>,
  paths: readonly string[],
): Map<string, Position> {
  const lines = new LineCounter();
  const found = new Map<string, Position>();
  const documents = parseAllDocuments(text, { lineCounter: lines });
  if ('empty' in documents) {
    return found;
  }
  const document = documents.find(
    candidate =>
      String(candidate.get('kind')).toLowerCase() === 'api' &&
      candidate.getIn(['metadata', 'name']) === entry.name &&
      (candidate.getIn(['metadata', 'namespace']) ?? 'default') ===
        entry.namespace,
  );
  if (!document) {
    return found;
  }
  for (const path of paths) {
    const offset = offsetOf(document, path);
    if (offset !== undefined) {
      const { line, col } = lines.linePos(offset);
      found.set(path, { line, column: col });
    }
  }
  return found;
}
