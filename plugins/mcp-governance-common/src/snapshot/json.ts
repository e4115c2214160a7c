/** A value as JSON can carry it. */
export type Json =
  | null
  | boolean
  | number
  | string
  | Json[]
  | { [key: string]: Json };

/** A JSON object whose keys nobody vouches for. */
export type JsonObject = { [key: string]: Json | undefined };

export function isJsonObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** A key as one step of a JSON Pointer (RFC 6901). */
export function pointerStep(key: string | number): string {
  const text = String(key);
  return text.includes('~') || text.includes('/')
    ? `/${text.replace(/~/g, '~0').replace(/\//g, '~1')}`
    : `/${text}`;
}
