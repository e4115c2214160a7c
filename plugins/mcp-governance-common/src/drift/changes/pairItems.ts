import {
  Json,
  SectionName,
  canonicalSchema,
  canonicalText,
  isSameJson,
  itemName,
} from '../../snapshot';

/** The items of two lists that go by one name. */
export interface NamedItems {
  name: string;
  /** Items that stand for each other. */
  pairs: { before: Json; after: Json }[];
  removed: Json[];
  added: Json[];
}

function byName(section: SectionName, items: readonly Json[]) {
  const groups = new Map<string, Json[]>();
  for (const item of items) {
    const name = itemName(section, item);
    const group = groups.get(name);
    if (group) {
      group.push(item);
    } else {
      groups.set(name, [item]);
    }
  }
  return groups;
}

const textOf = (item: Json) => canonicalText(canonicalSchema(item));

/** In an order that depends on the items only. */
function inOrder(items: Json[]): Json[] {
  return items.length < 2
    ? items
    : [...items].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
}

/** Pairs the items of two lists by name; among equal names first those that are equal. */
export function pairItems(
  section: SectionName,
  before: readonly Json[],
  after: readonly Json[],
): NamedItems[] {
  const [was, is] = [byName(section, before), byName(section, after)];
  const names = [...new Set([...was.keys(), ...is.keys()])].sort();
  return names.map(name => {
    const waiting = inOrder(was.get(name) ?? []).slice();
    const pairs: NamedItems['pairs'] = [];
    const changed: Json[] = [];
    for (const item of inOrder(is.get(name) ?? [])) {
      const index = waiting.findIndex(candidate => isSameJson(candidate, item));
      if (index >= 0) {
        pairs.push({ before: waiting.splice(index, 1)[0], after: item });
      } else {
        changed.push(item);
      }
    }
    while (waiting.length > 0 && changed.length > 0) {
      pairs.push({
        before: waiting.shift() as Json,
        after: changed.shift() as Json,
      });
    }
    return { name, pairs, removed: waiting, added: changed };
  });
}
