import { z } from 'zod';

/** A JSON column, parsed by its schema. What was stored wrongly is a fault of ours and throws. */
export function parseColumn<T>(
  schema: z.ZodType<T>,
  column: string,
  text: string,
): T {
  const result = schema.safeParse(JSON.parse(text));
  if (!result.success) {
    throw new Error(`The column ${column} holds something unexpected`, {
      cause: result.error,
    });
  }
  return result.data;
}

/** PostgreSQL hands 64-bit integers over as text. */
export function toNumber(value: number | string): number {
  return typeof value === 'number' ? value : Number(value);
}

export function toIso(value: number | string): string {
  return new Date(toNumber(value)).toISOString();
}
