import { ToolAnnotations } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { ToolRefusal } from '../tools/ToolRefusal';
import { NoteStore } from './NoteStore';

/** A tool as it is listed and called, whatever its arguments are. */
export interface NotesTool {
  name: string;
  description?: string;
  annotations?: ToolAnnotations;
  inputSchema: { type: 'object'; [keyword: string]: unknown };
  call(args: unknown, store: NoteStore): Promise<object>;
}

/** A tool from its typed parts. Arguments that do not fit are refused with the reason. */
export function notesTool<Input extends z.ZodObject>(tool: {
  name: string;
  description?: string;
  annotations?: ToolAnnotations;
  input: Input;
  run(args: z.output<Input>, store: NoteStore): Promise<object>;
}): NotesTool {
  const { input, run, ...listed } = tool;
  return {
    ...listed,
    inputSchema: {
      ...z.toJSONSchema(input, { io: 'input', target: 'draft-7' }),
      type: 'object',
    },
    async call(args, store) {
      const parsed = input.safeParse(args ?? {});
      if (!parsed.success) {
        throw new ToolRefusal(
          `The arguments do not fit: ${parsed.error.issues
            .map(({ path, message }) => `${path.join('.')}: ${message}`)
            .join('; ')}`,
        );
      }
      return run(parsed.data, store);
    },
  };
}
