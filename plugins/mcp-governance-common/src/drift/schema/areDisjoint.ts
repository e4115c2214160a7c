import { isJsonObject } from '../../snapshot';
import { valuesOf } from './compareValues';
import { References } from './References';
import { SchemaNode, child, keywordsOf } from './SchemaNode';

const MOST_BRANCHES = 60;

/** The values of required properties that can be counted, by name: what tells branches apart. */
export function discriminators(
  node: SchemaNode,
  references: References,
): Map<string, ReadonlySet<string>> {
  const { properties, required } = keywordsOf(node);
  const found = new Map<string, ReadonlySet<string>>();
  if (!isJsonObject(properties) || !Array.isArray(required)) {
    return found;
  }
  for (const [name, schema = true] of Object.entries(properties)) {
    const property = references.resolve(
      child(node, schema, 'properties', name),
    );
    const listed = property && valuesOf(keywordsOf(property)).listed;
    if (listed && required.includes(name)) {
      found.set(name, new Set(listed.keys()));
    }
  }
  return found;
}

const share = <T>(a: Iterable<T>, b: { has(item: T): boolean }) =>
  [...a].some(item => b.has(item));

/** Whether no value can be accepted by two of some schemas, as far as types and constants tell. */
export function areDisjoint(
  branches: readonly SchemaNode[],
  references: References,
): boolean {
  if (branches.length > MOST_BRANCHES) {
    return false;
  }
  const facts = branches.map(branch => {
    const node = references.resolve(branch);
    return (
      node &&
      isJsonObject(node.schema) && {
        values: valuesOf(node.schema),
        marks: discriminators(node, references),
      }
    );
  });
  return facts.every((a, index) =>
    facts.slice(index + 1).every(b => {
      if (!a || !b) {
        return false;
      }
      const { listed } = a.values;
      if (listed && b.values.listed) {
        return !share(listed.keys(), b.values.listed);
      }
      if (!share(a.values.types, b.values.types)) {
        return true;
      }
      const areObjects = [a, b].every(({ values }) =>
        [...values.types].every(type => type === 'object'),
      );
      return (
        areObjects &&
        [...a.marks].some(([name, values]) => {
          const others = b.marks.get(name);
          return others !== undefined && !share(values, others);
        })
      );
    }),
  );
}
