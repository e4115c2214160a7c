import { z } from 'zod';
import { notesTool } from './NotesTool';

const annotations = { readOnlyHint: true };
const nothing = z.object({});

/** The tools that only read; `export_notes` never got a description. */
export const readingTools = [
  notesTool({
    name: 'list_notes',
    description: 'Lists all notes by title, pinned ones first.',
    annotations,
    input: nothing,
    run: async (_, store) => ({
      notes: (await store.all()).map(({ id, title, pinned }) => ({
        id,
        title,
        pinned,
      })),
    }),
  }),
  notesTool({
    name: 'get_note',
    description: 'Shows one note in full.',
    annotations,
    input: z.object({ id: z.string() }),
    run: async ({ id }, store) => store.get(id),
  }),
  notesTool({
    name: 'search_notes',
    description: 'Finds notes by words in their title or text.',
    annotations,
    input: z.object({ query: z.string().min(1).max(200) }),
    run: async ({ query }, store) => {
      const wanted = query.toLocaleLowerCase('en-US');
      const notes = (await store.all()).filter(({ title, text }) =>
        `${title}\n${text}`.toLocaleLowerCase('en-US').includes(wanted),
      );
      return { notes };
    },
  }),
  notesTool({
    name: 'list_tags',
    description: 'Lists the tags in use.',
    annotations,
    input: nothing,
    run: async (_, store) => {
      const notes = await store.all();
      return { tags: [...new Set(notes.flatMap(({ tags }) => tags))].sort() };
    },
  }),
  notesTool({
    name: 'count_notes',
    description: 'Counts the notes, all of them or those with a tag.',
    annotations,
    input: z.object({ tag: z.string().optional() }),
    run: async ({ tag }, store) => {
      const notes = await store.all();
      const counted = notes.filter(({ tags }) => !tag || tags.includes(tag));
      return { count: counted.length };
    },
  }),
  notesTool({
    name: 'export_notes',
    annotations,
    input: nothing,
    run: async (_, store) => ({
      markdown: (await store.all())
        .map(({ title, text }) => `# ${title}\n\n${text}\n`)
        .join('\n'),
    }),
  }),
];
