import { Json, pointerStep } from './json';

/** A value that JavaScript cannot hold exactly: where it is, and its raw JSON text. */
export interface InexactValue {
  /** JSON Pointer (RFC 6901) from the root of the parsed text. */
  pointer: string;
  text: string;
}

class Held {
  constructor(readonly value: Json, readonly text: string) {}
}

/** Integers from 2^53 on need 16 digits; lone surrogates arrive as escapes. */
const suspicious = /[0-9]{16}|[0-9][eE]\+?[0-9]{2}|\\u[dD][89a-fA-F]/;

const loneSurrogate =
  /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const isExact = (value: string | number) =>
  typeof value === 'number'
    ? Number.isFinite(value) &&
      (!Number.isInteger(value) || Number.isSafeInteger(value))
    : isWellFormed(value);

function isWellFormed(value: string): boolean {
  return value.search(loneSurrogate) === -1;
}

/** Without the surrogates that stand alone, each written as its escape. */
export function wellFormed(value: string): string {
  return value.replace(
    loneSurrogate,
    half => `\\u${half.charCodeAt(0).toString(16)}`,
  );
}

/**
 * Parses JSON and says which values JavaScript could not hold exactly: integers
 * beyond 2^53, numbers beyond a double, strings and keys with lone surrogates.
 *
 * @throws SyntaxError where the text is not JSON.
 */
export function parseExact(text: string): {
  value: Json;
  inexact: InexactValue[];
} {
  if (!suspicious.test(text)) {
    return { value: JSON.parse(text), inexact: [] };
  }
  // The third argument is "JSON.parse source text access", ECMAScript 2026; in Node since 21.
  const reviver = (_key: string, value: Json, context?: { source?: string }) =>
    (typeof value === 'number' || typeof value === 'string') && !isExact(value)
      ? new Held(value, context?.source ?? JSON.stringify(value))
      : value;
  const parsed = JSON.parse(
    text,
    reviver as (key: string, value: Json) => Json,
  );

  const inexact: InexactValue[] = [];
  const release = (value: unknown, pointer: string): Json => {
    if (value instanceof Held) {
      inexact.push({ pointer, text: value.text });
      return typeof value.value === 'number' && !Number.isFinite(value.value)
        ? null
        : value.value;
    }
    if (Array.isArray(value)) {
      return value.map((item, index) =>
        release(item, pointer + pointerStep(index)),
      );
    }
    if (value !== null && typeof value === 'object') {
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => {
          const name = wellFormed(key);
          const inner = pointer + pointerStep(name);
          if (name !== key) {
            inexact.push({ pointer: inner, text: JSON.stringify(key) });
          }
          return [name, release(item, inner)];
        }),
      );
    }
    return value as Json;
  };
  return { value: release(parsed, ''), inexact };
}
