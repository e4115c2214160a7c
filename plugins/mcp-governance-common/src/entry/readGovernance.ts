import { z } from 'zod';
import { describeIssue, formatPath } from './describeIssue';
import { Governance, governanceSchema } from './governance';
import { entryLimits } from './limits';
import { nearest } from './nearest';

/** Something wrong with one field of an entry. An error rejects the entry; a warning only shows. */
export interface EntryProblem {
  level: 'error' | 'warning';
  /** The field, e.g. `spec.governance.tools[2].mutates`. */
  path: string;
  /** A sentence that starts with the path and says what is allowed. */
  message: string;
}

const MOST_PROBLEMS = 20;
const base = ['spec', 'governance'];

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

function schemaAt(path: readonly PropertyKey[]): z.ZodType | undefined {
  let schema: unknown = governanceSchema;
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

function unknownField(path: readonly PropertyKey[], key: string): EntryProblem {
  const schema = schemaAt(path);
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const guess = nearest(key, known);
  const where = formatPath([...base, ...path, key]);
  return {
    level: 'warning',
    path: where,
    message: `${where}: unknown field, ignored; ${
      guess ? `did you mean "${guess}"?` : `known here are ${known.join(', ')}`
    }`,
  };
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      inner !== null && typeof inner === 'object'
        ? (inner as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}

function namelessProblems(governance: Governance): EntryProblem[] {
  const problems: EntryProblem[] = [];
  const lists = [
    { field: 'tools', items: governance.tools, keys: ['name'] },
    {
      field: 'downstreamSystems',
      items: governance.downstreamSystems,
      keys: ['name', 'ref'],
    },
    { field: 'exemptions', items: governance.exemptions, keys: ['check'] },
  ] as const;
  for (const { field, items, keys } of lists) {
    items?.forEach((item, index) => {
      if (!keys.some(key => at(item, [key]))) {
        const path = formatPath([...base, field, index]);
        problems.push({
          level: 'warning',
          path,
          message: `${path}: has no ${keys.join(
            ' and no ',
          )}, so it cannot count`,
        });
      }
    });
  }
  const seen = new Map<string, number>();
  governance.tools?.forEach((tool, index) => {
    if (tool.name === undefined) {
      return;
    }
    const first = seen.get(tool.name);
    if (first === undefined) {
      seen.set(tool.name, index);
      return;
    }
    const path = formatPath([...base, 'tools', index, 'name']);
    problems.push({
      level: 'warning',
      path,
      message: `${path}: "${tool.name}" stands already in spec.governance.tools[${first}]; only that one counts`,
    });
  });
  return problems;
}

function capped(problems: EntryProblem[]): EntryProblem[] {
  const errors = problems.filter(problem => problem.level === 'error');
  const warnings = problems.filter(problem => problem.level === 'warning');
  return [errors, warnings].flatMap(list =>
    list.length > MOST_PROBLEMS
      ? [
          ...list.slice(0, MOST_PROBLEMS),
          {
            level: list[0].level,
            path: 'spec.governance',
            message: `and ${list.length - MOST_PROBLEMS} more of this kind`,
          },
        ]
      : list,
  );
}

/**
 * Reads `spec.governance` as it stands in an entity. Never throws: whatever the
 * input is, the well-formed top-level fields come back, and every other one
 * as a problem. Empty values count as missing, unknown fields as warnings.
 */
export function readGovernance(input: unknown): {
  governance: Governance;
  problems: EntryProblem[];
} {
  if (input === undefined || input === null) {
    return { governance: {}, problems: [] };
  }
  const refuse = (message: string) => ({
    governance: {},
    problems: [{ level: 'error' as const, path: 'spec.governance', message }],
  });
  const tools = at(input, ['tools']);
  if (Array.isArray(tools) && tools.length > entryLimits.tools) {
    return refuse(
      `spec.governance.tools: at most ${entryLimits.tools} items are allowed, not ${tools.length}; split the server`,
    );
  }
  const exceeded = exceededLimit(input);
  if (exceeded) {
    return refuse(`spec.governance: ${exceeded}`);
  }

  const problems: EntryProblem[] = [];
  let candidate = withoutEmpty(input);
  let result = governanceSchema.safeParse(candidate, { reportInput: true });
  if (!result.success) {
    const spoiled = new Set<PropertyKey>();
    for (const issue of result.error.issues) {
      if (issue.code === 'unrecognized_keys') {
        const holder = at(candidate, issue.path);
        for (const key of issue.keys) {
          problems.push(unknownField(issue.path, key));
          delete (holder as Record<string, unknown>)[key];
        }
      } else {
        problems.push({
          level: 'error',
          path: formatPath([...base, ...issue.path]),
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
    result = governanceSchema.safeParse(candidate);
  }
  const governance = result.success ? result.data : {};
  problems.push(...namelessProblems(governance));
  return { governance, problems: capped(problems) };
}
