import { Json, isJsonObject } from 'backstage-plugin-mcp-governance-common';
import { valueInWords } from './valueInWords';

/** Fields that are compared by views of their own. */
const elsewhere = new Set([
  'description',
  'instructions',
  'inputSchema',
  'outputSchema',
  'arguments',
]);

/** The plain fields of a tool, prompt or resource in words; groups of hints one by one. */
export function fieldsOf(item: Json | undefined): Map<string, string> {
  const entries = isJsonObject(item) ? Object.entries(item) : [];
  return new Map(
    entries
      .filter(([key]) => !elsewhere.has(key))
      .flatMap(([key, value]): [string, string][] =>
        isJsonObject(value)
          ? Object.entries(value).map(([inner, innerValue]) => [
              `${key}.${inner}`,
              valueInWords(innerValue),
            ])
          : [[key, valueInWords(value)]],
      ),
  );
}
