import { z } from 'zod';
import { notesTool } from './NotesTool';

const harmless = { readOnlyHint: false, destructiveHint: false };
const id = z.string();

/** The tools that change notes, save `add_note`; `pin_note` never got a description, `delete_note` never got hints. */
export const writingTools = [
  notesTool({
    name: 'edit_note',
    description: 'Replaces the title or the text of a note.',
    annotations: { readOnlyHint: false, destructiveHint: true },
    input: z.object({
      id,
      title: z.string().min(1).max(200).optional(),
      text: z.string().max(10_000).optional(),
    }),
    run: async ({ id: note, title, text }, store) =>
      store.change(note, found => {
        found.title = title ?? found.title;
        found.text = text ?? found.text;
      }),
  }),
  notesTool({
    name: 'pin_note',
    annotations: harmless,
    input: z.object({ id, pinned: z.boolean().optional() }),
    run: async ({ id: note, pinned = true }, store) =>
      store.change(note, found => {
        found.pinned = pinned;
      }),
  }),
  notesTool({
    name: 'tag_note',
    description: 'Adds tags to a note.',
    annotations: { ...harmless, idempotentHint: true },
    input: z.object({ id, tags: z.array(z.string().min(1).max(40)).max(20) }),
    run: async ({ id: note, tags }, store) =>
      store.change(note, found => {
        found.tags = [...new Set([...found.tags, ...tags])];
      }),
  }),
  notesTool({
    name: 'delete_note',
    description: 'Deletes one note.',
    input: z.object({ id }),
    run: async ({ id: note }, store) => {
      await store.get(note);
      return { deleted: await store.remove(one => one.id === note) };
    },
  }),
  notesTool({
    name: 'purge_notes',
    description: 'Deletes every note that is not pinned.',
    annotations: { readOnlyHint: false, destructiveHint: true },
    input: z.object({}),
    run: async (_, store) => ({
      deleted: await store.remove(({ pinned }) => !pinned),
    }),
  }),
];
