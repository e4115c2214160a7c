import { canonicalSchema, canonicalText, isSameJson } from '../../snapshot';
import { SchemaNode } from './SchemaNode';

/** Pairs the schemas of two lists that are written alike, and keeps the rest in order. */
export function matchByText(
  before: readonly SchemaNode[],
  after: readonly SchemaNode[],
): {
  pairs: [SchemaNode, SchemaNode][];
  removed: SchemaNode[];
  added: SchemaNode[];
} {
  const pairs: [SchemaNode, SchemaNode][] = [];
  // Most lists of most versions are the same, in the same order.
  const inPlace = (index: number) =>
    index < before.length &&
    index < after.length &&
    isSameJson(before[index].schema, after[index].schema);
  const waiting = new Map<string, SchemaNode[]>();
  const textOf = ({ schema }: SchemaNode) =>
    canonicalText(canonicalSchema(schema));
  before.forEach((node, index) => {
    if (!inPlace(index)) {
      const text = textOf(node);
      waiting.set(text, [...(waiting.get(text) ?? []), node]);
    }
  });
  const added: SchemaNode[] = [];
  after.forEach((node, index) => {
    if (inPlace(index)) {
      pairs.push([before[index], node]);
      return;
    }
    const equal = waiting.get(textOf(node))?.shift();
    if (equal) {
      pairs.push([equal, node]);
    } else {
      added.push(node);
    }
  });
  const left = new Set([...waiting.values()].flat());
  return { pairs, added, removed: before.filter(node => left.has(node)) };
}
