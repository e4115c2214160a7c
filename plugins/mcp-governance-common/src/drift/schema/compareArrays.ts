import { Json, JsonObject } from '../../snapshot';
import { Comparison, Context } from './Comparison';
import { SchemaDifference } from './SchemaDifference';
import { SchemaNode, child, keywordsOf } from './SchemaNode';

/** The schemas of the first items and of all others, in either dialect's words. */
interface ItemSchemas {
  first: SchemaNode[];
  others: SchemaNode;
}

function itemSchemas(node: SchemaNode): ItemSchemas {
  const { items, prefixItems, additionalItems }: JsonObject = keywordsOf(node);
  const tuple = (list: Json[], keyword: string) =>
    list.map((schema, index) => child(node, schema, keyword, index));
  if (Array.isArray(items)) {
    return {
      first: tuple(items, 'items'),
      others: child(node, additionalItems ?? true, 'additionalItems'),
    };
  }
  return {
    first: Array.isArray(prefixItems) ? tuple(prefixItems, 'prefixItems') : [],
    others: child(node, items ?? true, 'items'),
  };
}

/** Compares what two schemas say of arrays, item by item. */
export function compareArrays(
  comparison: Comparison,
  before: SchemaNode,
  after: SchemaNode,
  context: Context,
): SchemaDifference[] {
  const [was, is] = [itemSchemas(before), itemSchemas(after)];
  const longest = Math.max(was.first.length, is.first.length);
  const within = { ...context, level: context.level + 1 };
  const differences: SchemaDifference[] = [];
  for (let index = 0; index < longest; index++) {
    differences.push(
      ...comparison.compare(
        was.first[index] ?? was.others,
        is.first[index] ?? is.others,
        within,
      ),
    );
  }
  return [...differences, ...comparison.compare(was.others, is.others, within)];
}
