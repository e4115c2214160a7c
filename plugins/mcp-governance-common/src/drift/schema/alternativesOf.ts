import { Json, JsonObject, isJsonObject } from '../../snapshot';
import { areDisjoint } from './areDisjoint';
import { References } from './References';
import { SchemaNode, assertionsOf, child, keywordsOf } from './SchemaNode';

const MOST_ALTERNATIVES = 100;

/** Keywords that count only what stands beside them. */
const dependent = /^(additional|unevaluated|items|prefixItems|if|then|else)/;

/** A branch with what holds for every branch; undefined where both speak of the same. */
function withCommon(
  node: SchemaNode,
  common: JsonObject,
): SchemaNode | undefined {
  if (Object.keys(common).length === 0) {
    return node;
  }
  if (!isJsonObject(node.schema)) {
    return node.schema === true
      ? { ...node, schema: common as Json }
      : undefined;
  }
  const own = Object.keys(assertionsOf(node));
  const clashes =
    own.some(keyword => keyword in common) ||
    [...own, ...Object.keys(common)].some(keyword => dependent.test(keyword));
  return clashes
    ? undefined
    : { ...node, schema: { ...node.schema, ...common } as Json };
}

/** One alternative for each type that a schema names. */
function byType(node: SchemaNode): SchemaNode[] {
  const { type } = keywordsOf(node);
  return Array.isArray(type) && type.length > 1
    ? type.map(one => ({
        ...node,
        schema: { ...keywordsOf(node), type: one } as Json,
      }))
    : [node];
}

/**
 * A schema as a list of schemas of which any may hold. Undefined where it cannot
 * be written so: branches that exclude each other and overlap, or that cannot be
 * put together with what stands beside them.
 */
export function alternativesOf(
  node: SchemaNode,
  references: References,
): SchemaNode[] | undefined {
  const { anyOf, oneOf } = keywordsOf(node);
  if (anyOf === undefined && oneOf === undefined) {
    return byType(node);
  }
  if (anyOf !== undefined && oneOf !== undefined) {
    return undefined;
  }
  const keyword = anyOf === undefined ? 'oneOf' : 'anyOf';
  const list = anyOf ?? oneOf;
  if (!Array.isArray(list) || list.length > MOST_ALTERNATIVES) {
    return undefined;
  }
  const branches = list.map((schema, index) =>
    child(node, schema, keyword, index),
  );
  if (keyword === 'oneOf' && !areDisjoint(branches, references)) {
    return undefined;
  }
  const common = assertionsOf(node);
  delete common[keyword];
  const alternatives: SchemaNode[] = [];
  for (const branch of branches) {
    const resolved = references.resolve(branch);
    const whole = resolved && withCommon(resolved, common);
    // A union that is a branch of itself says nothing.
    if (!whole || resolved.schema === node.schema) {
      return undefined;
    }
    alternatives.push(...byType(whole));
  }
  return alternatives;
}
