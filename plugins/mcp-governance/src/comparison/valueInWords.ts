import { Json, isJsonObject } from 'backstage-plugin-mcp-governance-common';

const MOST_CHARACTERS = 300;

function words(value: Json | undefined): string {
  if (value === null || value === undefined) {
    return 'nothing';
  }
  if (Array.isArray(value)) {
    return value.map(words).join(', ') || 'none';
  }
  if (isJsonObject(value)) {
    return (
      Object.entries(value)
        .map(([key, inner]) =>
          isJsonObject(inner)
            ? `${key} (${words(inner)})`
            : `${key}: ${words(inner)}`,
        )
        .join(', ') || 'empty'
    );
  }
  return String(value);
}

/** A JSON value as a person reads it: without braces and quotes, and cut where it is long. */
export function valueInWords(value: Json | undefined): string {
  const text = words(value);
  return text.length > MOST_CHARACTERS
    ? `${text.slice(0, MOST_CHARACTERS - 1)}…`
    : text;
}
