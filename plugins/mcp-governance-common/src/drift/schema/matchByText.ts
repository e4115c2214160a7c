import { canonicalSchema, canonicalText } from '../../snapshot';
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
  const waiting = new Map<string, SchemaNode[]>();
  const textOf = ({ schema }: SchemaNode) =>
    canonicalText(canonicalSchema(schema));
  for (const node of before) {
    const text = textOf(node);
    waiting.set(text, [...(waiting.get(text) ?? []), node]);
  }
  const pairs: [SchemaNode, SchemaNode][] = [];
  const added: SchemaNode[] = [];
  for (const node of after) {
    const equal = waiting.get(textOf(node))?.shift();
    if (equal) {
      pairs.push([equal, node]);
    } else {
      added.push(node);
    }
  }
  const left = new Set([...waiting.values()].flat());
  return { pairs, added, removed: before.filter(node => left.has(node)) };
}
