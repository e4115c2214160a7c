import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { called, refused } from '../__testUtils__/called';
import { guardFaults } from '../__testUtils__/guardFaults';
import { TOKEN, legacyClient } from '../__testUtils__/legacyClient';
import { temporaryFolder } from '../__testUtils__/temporaryFolder';
import { RunningServer } from '../http/serveMcp';
import { startNotes } from './startNotes';

let folder: string;
let server: RunningServer;
let client: Client;

const start = () =>
  startNotes({ port: 0, token: TOKEN, folder, log: () => {} });

beforeEach(async () => {
  folder = await temporaryFolder();
  server = await start();
  client = await legacyClient(server.url);
});
afterEach(async () => {
  await client.close();
  await server.close();
});

async function allTools() {
  const first = await client.listTools();
  const second = await client.listTools({ cursor: first.nextCursor });
  const third = await client.listTools({ cursor: second.nextCursor });
  return [first, second, third];
}

describe('notes', () => {
  it('lets in local callers with the token, and nobody else', async () => {
    expect(await guardFaults(server)).toEqual([]);
  });

  it('pages its twelve tools and lists its prompts in one go', async () => {
    const pages = await allTools();
    expect(pages.map(({ tools }) => tools.length)).toEqual([5, 5, 2]);
    expect(pages[2].nextCursor).toBeUndefined();
    const tools = pages.flatMap(page => page.tools);
    expect(tools.map(({ name }) => name)).toEqual([
      'add_note',
      'list_notes',
      'get_note',
      'search_notes',
      'list_tags',
      'count_notes',
      'export_notes',
      'edit_note',
      'pin_note',
      'tag_note',
      'delete_note',
      'purge_notes',
    ]);
    expect(
      tools.filter(tool => !('description' in tool)).map(({ name }) => name),
    ).toEqual(['export_notes', 'pin_note']);
    expect(tools[10]).not.toHaveProperty('annotations');
    expect(tools[11].annotations).toMatchObject({ destructiveHint: true });
    const prompts = await client.listPrompts();
    expect(prompts.prompts).toHaveLength(6);
    expect(prompts.nextCursor).toBeUndefined();
  });

  it('refuses cursors that it never gave', async () => {
    await expect(client.listTools({ cursor: 'page-2' })).rejects.toThrow(
      'This cursor is not one of ours',
    );
    await expect(client.listTools({ cursor: '' })).rejects.toThrow('cursor');
  });

  it('writes, finds, changes and deletes notes', async () => {
    expect(
      await called(client, 'add_note', { title: 'Plan', text: 'Split it.' }),
    ).toMatchObject({ id: 'note-3', tags: [], pinned: false });
    expect(await called(client, 'get_note', { id: 'note-3' })).toMatchObject({
      title: 'Plan',
    });
    expect(
      await called(client, 'search_notes', { query: 'SPLIT' }),
    ).toMatchObject({ notes: [{ id: 'note-3' }] });
    await called(client, 'edit_note', { id: 'note-3', title: 'The plan' });
    await called(client, 'tag_note', { id: 'note-3', tags: ['a', 'a'] });
    await called(client, 'pin_note', { id: 'note-3' });
    expect(await called(client, 'get_note', { id: 'note-3' })).toMatchObject({
      title: 'The plan',
      text: 'Split it.',
      tags: ['a'],
      pinned: true,
    });
    expect(await called(client, 'list_tags')).toEqual({
      tags: ['a', 'checkout', 'meeting', 'on-call'],
    });
    expect(await called(client, 'count_notes')).toEqual({ count: 3 });
    expect(await called(client, 'count_notes', { tag: 'a' })).toEqual({
      count: 1,
    });
    expect(await called(client, 'export_notes')).toMatchObject({
      markdown: expect.stringContaining('# The plan\n\nSplit it.'),
    });
    expect(await called(client, 'delete_note', { id: 'note-1' })).toEqual({
      deleted: 1,
    });
    expect(await called(client, 'purge_notes')).toEqual({ deleted: 1 });
    expect(await called(client, 'list_notes')).toEqual({
      notes: [{ id: 'note-3', title: 'The plan', pinned: true }],
    });
  });

  it('keeps notes over a restart', async () => {
    await called(client, 'add_note', { title: 'Kept', text: '' });
    await client.close();
    await server.close();
    server = await start();
    client = await legacyClient(server.url);
    expect(await called(client, 'search_notes', { query: 'kept' })).toEqual({
      notes: [expect.objectContaining({ title: 'Kept' })],
    });
  });

  it('refuses unknown notes, tools and arguments that do not fit', async () => {
    expect(await refused(client, 'get_note', { id: 'note-99' })).toContain(
      'There is no such note',
    );
    expect(await refused(client, 'delete_note', { id: 'note-99' })).toContain(
      'There is no such note',
    );
    expect(await refused(client, 'get_note')).toContain('id: ');
    await expect(client.callTool({ name: 'burn_notes' })).rejects.toThrow(
      'There is no such tool',
    );
  });

  it('hands out prompts', async () => {
    const prompt = await client.getPrompt({
      name: 'draft_note',
      arguments: { topic: 'paging' },
    });
    expect(prompt.messages).toMatchObject([
      { content: { text: expect.stringContaining('paging') } },
    ]);
    await expect(client.getPrompt({ name: 'draft_note' })).rejects.toThrow(
      'argument',
    );
    await expect(client.getPrompt({ name: 'nothing' })).rejects.toThrow(
      'no such prompt',
    );
  });

  it('changes add_note while the flag file is there', async () => {
    const draft = { title: 'Signed', text: '' };
    const listed = async () => (await client.listTools()).tools[0];
    const usual = await listed();
    expect(usual.inputSchema.required).toEqual(['title', 'text']);

    await writeFile(path.join(folder, 'notes-flag'), '');
    const flagged = await listed();
    expect(flagged).toMatchObject({ name: 'add_note' });
    expect(flagged.inputSchema.required).toEqual(['title', 'text', 'author']);
    expect(flagged.description).not.toBe(usual.description);
    expect(await refused(client, 'add_note', draft)).toContain('author: ');
    expect(
      await called(client, 'add_note', { ...draft, author: 'Guest' }),
    ).toMatchObject({ author: 'Guest' });

    await rm(path.join(folder, 'notes-flag'));
    expect(await listed()).toEqual(usual);
    expect(await called(client, 'add_note', draft)).not.toHaveProperty(
      'author',
    );
  });

  it('opens no stream and ends no session, having none', async () => {
    for (const method of ['GET', 'DELETE']) {
      const reply = await fetch(server.url, {
        method,
        headers: { Authorization: `Bearer ${TOKEN}` },
      });
      expect(reply.status).toBe(405);
    }
  });
});
