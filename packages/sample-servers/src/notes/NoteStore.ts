import path from 'node:path';
import { z } from 'zod';
import { JsonFile } from '../storage/JsonFile';
import { ToolRefusal } from '../tools/ToolRefusal';

const noteSchema = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  tags: z.array(z.string()),
  pinned: z.boolean(),
  author: z.string().optional(),
  createdAt: z.iso.datetime(),
});
const notebookSchema = z.object({
  nextNumber: z.number().int(),
  notes: z.array(noteSchema),
});

/** One note of the team. */
export type Note = z.output<typeof noteSchema>;
type Notebook = z.output<typeof notebookSchema>;

const seed: Notebook = {
  nextNumber: 3,
  notes: [
    {
      id: 'note-1',
      title: 'On-call handover',
      text: 'The checkout alert of Tuesday was the tax service; see the release of 12 November.',
      tags: ['on-call', 'checkout'],
      pinned: true,
      createdAt: '2026-11-16T08:15:00Z',
    },
    {
      id: 'note-2',
      title: 'Questions for the platform meeting',
      text: 'Who reviews new MCP servers? How do we retire one?',
      tags: ['meeting'],
      pinned: false,
      createdAt: '2026-11-19T14:40:00Z',
    },
  ],
};

function find(notebook: Notebook, id: string): Note {
  const found = notebook.notes.find(note => note.id === id);
  if (!found) {
    throw new ToolRefusal('There is no such note. list_notes names them.');
  }
  return found;
}

/** The team's notes, in one file. Unknown notes are refused. */
export class NoteStore {
  static async create(options: {
    /** Where `notes.json` is kept. */
    folder: string;
    now?: () => Date;
  }): Promise<NoteStore> {
    const file = await JsonFile.create({
      file: path.join(options.folder, 'notes.json'),
      schema: notebookSchema,
      seed,
    });
    return new NoteStore(file, options.now ?? (() => new Date()));
  }

  private constructor(
    private readonly file: JsonFile<Notebook>,
    private readonly now: () => Date,
  ) {}

  /** Pinned ones first, then as they were written. */
  async all(): Promise<Note[]> {
    const { notes } = await this.file.read();
    return notes.sort((a, b) => Number(b.pinned) - Number(a.pinned));
  }

  async get(id: string): Promise<Note> {
    return find(await this.file.read(), id);
  }

  async add(
    draft: Pick<Note, 'title' | 'text' | 'tags' | 'author'>,
  ): Promise<Note> {
    return this.file.update(notebook => {
      const note = {
        id: `note-${notebook.nextNumber}`,
        ...draft,
        pinned: false,
        createdAt: this.now().toISOString(),
      };
      notebook.nextNumber += 1;
      notebook.notes.push(note);
      return note;
    });
  }

  async change(id: string, change: (note: Note) => void): Promise<Note> {
    return this.file.update(notebook => {
      const note = find(notebook, id);
      change(note);
      return note;
    });
  }

  /** Removes what `isDoomed` selects, for good, and says how many that were. */
  async remove(isDoomed: (note: Note) => boolean): Promise<number> {
    return this.file.update(notebook => {
      const before = notebook.notes.length;
      notebook.notes = notebook.notes.filter(note => !isDoomed(note));
      return before - notebook.notes.length;
    });
  }
}
