import { Prompt } from '@modelcontextprotocol/sdk/types.js';

/** A prompt and the text that it stands for. */
export interface NotesPrompt {
  listed: Prompt;
  text(args: Record<string, string>): string;
}

const plain = (
  name: string,
  description: string,
  text: string,
): NotesPrompt => ({ listed: { name, description }, text: () => text });

/** More than a page of tools holds, and listed in one go all the same. */
export const prompts: NotesPrompt[] = [
  plain(
    'summarise_notes',
    'Sums up all notes.',
    'Read every note with list_notes and get_note, then sum them up in five sentences.',
  ),
  plain(
    'weekly_digest',
    'Writes the digest of the week.',
    'Collect the notes of the last seven days and write a digest by topic.',
  ),
  plain(
    'find_open_questions',
    'Lists open questions.',
    'Search the notes for questions that no other note answers, and list them.',
  ),
  plain(
    'tidy_tags',
    'Proposes a smaller set of tags.',
    'List the tags in use and propose which to merge. Change nothing.',
  ),
  plain(
    'handover',
    'Prepares an on-call handover.',
    'From the notes tagged on-call, prepare the handover for the next shift.',
  ),
  {
    listed: {
      name: 'draft_note',
      description: 'Drafts a note on a topic.',
      arguments: [
        { name: 'topic', description: 'What it is about.', required: true },
      ],
    },
    text: ({ topic }) =>
      `Draft a note of at most ten lines about this topic: ${topic}`,
  },
];
