import { z } from 'zod';
import { notesTool } from './NotesTool';

const draft = z.object({
  title: z.string().min(1).max(200),
  text: z.string().max(10_000),
  tags: z.array(z.string().min(1).max(40)).max(20).optional(),
});
const annotations = { readOnlyHint: false, destructiveHint: false };

/** `add_note` as it is usually. */
export const addNote = notesTool({
  name: 'add_note',
  description: 'Writes a new note.',
  annotations,
  input: draft,
  run: async ({ title, text, tags = [] }, store) =>
    store.add({ title, text, tags }),
});

/** `add_note` while the flag is up: callers that do not name an author break. */
export const addSignedNote = notesTool({
  name: 'add_note',
  description:
    'Writes a new note, signed by its author, and shows it to the whole team.',
  annotations,
  input: draft.extend({
    author: z.string().min(1).max(100).describe('Who signs the note.'),
  }),
  run: async ({ title, text, tags = [], author }, store) =>
    store.add({ title, text, tags, author }),
});
