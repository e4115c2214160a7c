import { Comparison, Context } from './Comparison';
import { matchByText } from './matchByText';
import { SchemaDifference } from './SchemaDifference';
import { SchemaNode, child, keywordsOf } from './SchemaNode';

/** Compares `allOf`: a further part accepts fewer values, one less accepts more. */
export function compareConjunctions(
  comparison: Comparison,
  before: SchemaNode,
  after: SchemaNode,
  context: Context,
): SchemaDifference[] {
  const parts = (node: SchemaNode) => {
    const { allOf } = keywordsOf(node);
    return Array.isArray(allOf)
      ? allOf.map((schema, index) => child(node, schema, 'allOf', index))
      : [];
  };
  const { pairs, removed, added } = matchByText(parts(before), parts(after));
  const shared = { ...context, isShared: true };
  const inPlace = Math.min(removed.length, added.length);
  return [
    ...pairs.flatMap(([a, b]) => comparison.compare(a, b, shared)),
    // What could not be matched by its text is compared in its order.
    ...added
      .slice(0, inPlace)
      .flatMap((b, index) => comparison.compare(removed[index], b, shared)),
    ...added.slice(inPlace).map(
      (part): SchemaDifference => ({
        part: 'values',
        effect: 'narrower',
        path: part.pointer,
        keyword: 'allOf',
        after: part.schema,
      }),
    ),
    ...removed.slice(inPlace).map(
      (part): SchemaDifference => ({
        part: 'values',
        effect: 'wider',
        path: part.pointer,
        keyword: 'allOf',
        before: part.schema,
      }),
    ),
  ];
}
