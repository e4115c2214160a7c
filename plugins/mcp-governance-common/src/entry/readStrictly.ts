import { z } from 'zod';
import { describeIssue, formatPath } from './describeIssue';
import { EntryProblem } from './EntryProblem';
import { entryLimits } from './limits';
import { nearest } from './nearest';

const MOST_PROBLEMS = 20;
/** What a message calls the whole input where it has no path. */
export const WHOLE = 'the document';

/** The limit that `input` exceeds, if any, found without recursion. */
function exceededLimit(input: unknown): string | undefined {
  const pending: { value: unknown; depth: number }[] = [
    { value: input, depth: 1 },
  ];
  let count = 0;
  for (let next = pending.pop(); next; next = pending.pop()) {
    count += 1;
    if (count > entryLimits.values) {
      return `holds more than ${entryLimits.values} values, which is the limit`;
    }
    if (next.depth > entryLimits.depth) {
      return `is nested deeper than ${entryLimits.depth} levels, which is the limit`;
    }
    if (next.value !== null && typeof next.value === 'object') {
      for (const value of Object.values(next.value)) {
        pending.push({ value, depth: next.depth + 1 });
      }
    }
  }
  return undefined;
}

/** The same without keys that were left empty: `owner:` with nothing behind it is missing, not malformed. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) {
    // Items keep their places, so that a path names the item that the author sees.
    return value.map(item => withoutEmpty(item) ?? item);
  }
  if (value !== null && typeof value === 'object' && !(value instanceof Date)) {
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, item]) => [key, withoutEmpty(item)])
        .filter(([, item]) => item !== undefined),
    );
  }
  return value === null || value === '' ? undefined : value;
}

function schemaAt(
  root: z.ZodType,
  path: readonly PropertyKey[],
): z.ZodType | undefined {
  let schema: unknown = root;
  for (const key of path) {
    while (schema instanceof z.ZodOptional) {
      schema = schema.unwrap();
    }
    if (schema instanceof z.ZodObject) {
      schema = schema.shape[String(key)];
    } else if (schema instanceof z.ZodArray) {
      schema = schema.element;
    } else {
      return undefined;
    }
  }
  while (schema instanceof z.ZodOptional) {
    schema = schema.unwrap();
  }
  return schema instanceof z.ZodType ? schema : undefined;
}

/** The value at a path, or `undefined`. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      inner !== null && typeof inner === 'object'
        ? (inner as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}

function unknownField(
  root: z.ZodType,
  base: readonly PropertyKey[],
  path: readonly PropertyKey[],
  key: string,
): EntryProblem {
  const schema = schemaAt(root, path);
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const guess = nearest(key, known);
  const where = formatPath([...base, ...path, key]);
  return {
    level: 'warning',
    rule: 'unknown-field',
    path: where,
    message: `${where}: unknown field, ignored; ${
      guess ? `did you mean "${guess}"?` : `known here are ${known.join(', ')}`
    }`,
  };
}

/** The first twenty errors and the first twenty warnings, and how many more there are. */
export function capped(
  problems: readonly EntryProblem[],
  base: readonly PropertyKey[],
): EntryProblem[] {
  const errors = problems.filter(problem => problem.level === 'error');
  const warnings = problems.filter(problem => problem.level === 'warning');
  return [errors, warnings].flatMap(list =>
    list.length > MOST_PROBLEMS
      ? [
          ...list.slice(0, MOST_PROBLEMS),
          {
            level: list[0].level,
            rule: 'entry-limit' as const,
            path: formatPath(base) || WHOLE,
            message: `and ${list.length - MOST_PROBLEMS} more of this kind`,
          },
        ]
      : list,
  );
}

/**
 * Reads what a person wrote against a strict schema all of whose fields are
 * optional. Never throws: whatever the input is, the well-formed top-level fields
 * come back, and every other one as a problem. Empty values count as missing,
 * unknown fields as warnings. `base` is where the input stands in its document.
 */
export function readStrictly<Shape extends z.core.$ZodLooseShape>(
  schema: z.ZodObject<Shape, z.core.$strict>,
  base: readonly PropertyKey[],
  input: unknown,
): {
  value: Partial<z.output<z.ZodObject<Shape, z.core.$strict>>>;
  problems: EntryProblem[];
} {
  const where = formatPath(base) || WHOLE;
  const refuse = (path: string, text: string) => ({
    value: {},
    problems: [
      {
        level: 'error' as const,
        rule: 'entry-limit' as const,
        path,
        message: `${path}: ${text}`,
      },
    ],
  });
  const tools = valueAt(input, ['tools']);
  if (Array.isArray(tools) && tools.length > entryLimits.tools) {
    return refuse(
      formatPath([...base, 'tools']),
      `at most ${entryLimits.tools} items are allowed, not ${tools.length}; split the server`,
    );
  }
  const exceeded = exceededLimit(input);
  if (exceeded) {
    return refuse(where, exceeded);
  }

  const problems: EntryProblem[] = [];
  let candidate = withoutEmpty(input);
  const first = schema.safeParse(candidate, { reportInput: true });
  if (first.success) {
    return { value: first.data, problems };
  }
  const spoiled = new Set<PropertyKey>();
  for (const issue of first.error.issues) {
    if (issue.code === 'unrecognized_keys') {
      const holder = valueAt(candidate, issue.path);
      for (const key of issue.keys) {
        problems.push(unknownField(schema, base, issue.path, key));
        delete (holder as Record<string, unknown>)[key];
      }
    } else {
      problems.push({
        level: 'error',
        rule: 'malformed-field',
        path: formatPath([...base, ...issue.path]) || WHOLE,
        message: describeIssue(issue, base),
      });
      if (issue.path.length > 0) {
        spoiled.add(issue.path[0]);
      } else {
        candidate = {};
      }
    }
  }
  for (const key of spoiled) {
    delete (candidate as Record<PropertyKey, unknown>)[key];
  }
  const second = schema.safeParse(candidate);
  return { value: second.success ? second.data : {}, problems };
}
