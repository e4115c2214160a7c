import { formatPath } from './describeIssue';
import { EntryProblem } from './EntryProblem';
import { valueAt } from './readStrictly';

/** A list of items each of which needs one of some keys to count. */
interface NamedList {
  field: string;
  keys: readonly string[];
}

function itemsOf(value: unknown, field: string): readonly unknown[] {
  const items = valueAt(value, [field]);
  return Array.isArray(items) ? items : [];
}

/** Items that do not count: those without a name, and tools that stand there already. */
export function itemProblems(
  value: unknown,
  base: readonly PropertyKey[],
  lists: readonly NamedList[],
): EntryProblem[] {
  const problems = lists.flatMap(({ field, keys }) =>
    itemsOf(value, field).flatMap((item, index): EntryProblem[] => {
      const path = formatPath([...base, field, index]);
      return keys.some(key => valueAt(item, [key]))
        ? []
        : [
            {
              level: 'warning',
              rule: 'nameless-item',
              path,
              message: `${path}: has no ${keys.join(
                ' and no ',
              )}, so it cannot count`,
            },
          ];
    }),
  );
  const seen = new Map<unknown, number>();
  itemsOf(value, 'tools').forEach((tool, index) => {
    const name = valueAt(tool, ['name']);
    if (name === undefined) {
      return;
    }
    const first = seen.get(name);
    if (first === undefined) {
      seen.set(name, index);
      return;
    }
    const path = formatPath([...base, 'tools', index, 'name']);
    problems.push({
      level: 'warning',
      rule: 'duplicate-tool',
      path,
      message: `${path}: "${name}" stands already in ${formatPath([
        ...base,
        'tools',
        first,
      ])}; only that one counts`,
    });
  });
  return problems;
}
