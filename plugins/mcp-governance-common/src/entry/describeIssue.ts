import { z } from 'zod';
import { nearest } from './nearest';

type Issue = z.core.$ZodIssue;

/** `spec.governance.tools[2].mutates` */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') {
      return `${text}[${key}]`;
    }
    const name = String(key);
    if (!/^[A-Za-z_$][\w$-]*$/.test(name)) {
      return `${text}[${JSON.stringify(name.slice(0, 80))}]`;
    }
    return text ? `${text}.${name}` : name;
  }, '');
}

function typeName(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'list';
  }
  return typeof value === 'object' ? 'object' : typeof value;
}

/** A value as it may stand in a sentence: short, on one line. */
export function formatFound(value: unknown): string {
  if (value === undefined) {
    return 'nothing';
  }
  if (Array.isArray(value)) {
    return `a list of ${value.length}`;
  }
  if (value !== null && typeof value === 'object') {
    return 'an object';
  }
  const text = (JSON.stringify(value) ?? String(value)).replace(
    // What looks like a URL with a password is shown without it.
    /(\/\/)[^/?#@"]*@/,
    '$1…@',
  );
  const short =
    text.length > 60
      ? `${text.slice(0, 57)}…${text.endsWith('"') ? '"' : ''}`
      : text;
  return `${short} (${typeName(value)})`;
}

const expectations: Record<string, string> = {
  string: 'text',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'an object (indented keys)',
  record: 'an object (indented keys)',
};

const formats: Record<string, string> = {
  date: 'a date that exists, written YYYY-MM-DD',
  url: 'a complete http or https URL',
};

function quoted(values: readonly unknown[]): string {
  const words = values.map(value => JSON.stringify(value));
  return words.length > 1
    ? `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`
    : words.join('');
}

function unit(origin: string): string {
  if (origin === 'array') {
    return ' items';
  }
  return origin === 'string' ? ' characters' : '';
}

function size(value: unknown): number | undefined {
  return typeof value === 'string' || Array.isArray(value)
    ? value.length
    : undefined;
}

/** What was expected in place of the issue's input, with a mend where one can be guessed. */
function expected(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = expectations[issue.expected] ?? issue.expected;
      const quoteIt =
        issue.expected === 'string' &&
        (typeof issue.input === 'number' || typeof issue.input === 'boolean');
      return quoteIt
        ? `expected ${wanted}; put it in quotes: "${String(issue.input)}"`
        : `expected ${wanted}`;
    }
    case 'invalid_value': {
      const guess =
        typeof issue.input === 'string'
          ? nearest(issue.input, issue.values.map(String))
          : undefined;
      return `expected ${quoted(issue.values)}${
        guess ? `; did you mean "${guess}"?` : ''
      }`;
    }
    case 'invalid_format':
      return `expected ${
        formats[issue.format] ?? `the format ${issue.format}`
      }`;
    case 'too_big':
      return `at most ${issue.maximum}${unit(issue.origin)} are allowed${
        size(issue.input) ? `, not ${size(issue.input)}` : ''
      }`;
    case 'too_small':
      return `expected ${issue.minimum} or more`;
    default:
      return issue.message;
  }
}

/** One sentence that names the field, what was found there, and what is allowed. */
export function describeIssue(
  issue: Issue,
  base: readonly PropertyKey[],
): string {
  const path = formatPath([...base, ...issue.path]) || 'the document';
  return `${path}: found ${formatFound(issue.input)}, ${expected(issue)}`;
}
