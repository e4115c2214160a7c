import {
  Document,
  LineCounter,
  isMap,
  isNode,
  isPair,
  parseAllDocuments,
} from 'yaml';

/** A place in a text, both from 1. */
export interface Position {
  line: number;
  column: number;
}

/** One document of a YAML text. */
export interface YamlDocument {
  document: Document;
  /** What it holds; `undefined` where it is no YAML. */
  value: unknown;
  /** What is wrong with its syntax. */
  errors: { message: string; position: Position }[];
  /** Where a field begins: its key, or the nearest one around it that is there. */
  positionOf(path: string): Position;
}

const START: Position = { line: 1, column: 1 };

function stepsOf(path: string): (string | number)[] {
  return [
    ...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g),
  ].map(([, quoted, index, name]) => {
    if (quoted !== undefined) {
      return JSON.parse(`"${quoted}"`);
    }
    return index === undefined ? name : Number(index);
  });
}

function offsetOf(document: Document, path: string): number | undefined {
  const steps = stepsOf(path);
  for (let length = steps.length; length > 0; length -= 1) {
    const parent = document.getIn(steps.slice(0, length - 1), true);
    const last = steps[length - 1];
    const pair = isMap(parent)
      ? parent.items.find(
          item => isPair(item) && isNode(item.key) && String(item.key) === last,
        )
      : undefined;
    const node =
      (pair && isNode(pair.key) && pair.key) ||
      document.getIn(steps.slice(0, length), true);
    if (isNode(node) && node.range) {
      return node.range[0];
    }
  }
  return document.contents?.range?.[0];
}

function contentOf(document: Document): { value?: unknown; problem?: string } {
  if (document.errors.length > 0) {
    return {};
  }
  try {
    return { value: document.toJS() };
  } catch (error) {
    // An alias without an anchor, or aliases that multiply without end.
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** The documents of a YAML text, each with what is wrong with it. Never throws. */
export function readYaml(
  text: string,
  options: { merge?: boolean } = {},
): YamlDocument[] {
  const lines = new LineCounter();
  const positionAt = (offset: number | undefined): Position => {
    if (offset === undefined) {
      return START;
    }
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  let documents: Document[];
  try {
    const parsed = parseAllDocuments(text, {
      lineCounter: lines,
      prettyErrors: false,
      merge: options.merge ?? false,
    });
    documents = 'empty' in parsed ? [] : parsed;
  } catch (error) {
    const message =
      error instanceof RangeError
        ? 'is nested too deeply to be read'
        : String(error);
    return [
      {
        document: new Document(),
        value: undefined,
        errors: [{ message, position: START }],
        positionOf: () => START,
      },
    ];
  }
  return documents.map((document): YamlDocument => {
    const { value, problem } = contentOf(document);
    return {
      document,
      value,
      errors: [
        ...document.errors.map(({ message, pos }) => ({
          message,
          position: positionAt(pos[0]),
        })),
        ...(problem
          ? [
              {
                message: problem,
                position: positionAt(document.contents?.range?.[0]),
              },
            ]
          : []),
      ],
      positionOf: path => positionAt(offsetOf(document, path)),
    };
  });
}
