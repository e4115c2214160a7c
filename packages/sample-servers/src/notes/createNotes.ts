import { existsSync } from 'node:fs';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListToolsRequestSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';
import { answerCall } from '../tools/answerCall';
import { CallLog } from '../tools/callLog';
import { addNote, addSignedNote } from './addNote';
import { NotesTool } from './NotesTool';
import { NoteStore } from './NoteStore';
import { pageOf } from './pageOf';
import { prompts } from './prompts';
import { readingTools } from './readingTools';
import { writingTools } from './writingTools';

const NAME = 'notes';
const VERSION = '0.9.0';

function unknownName(what: string): McpError {
  return new McpError(ErrorCode.InvalidParams, `There is no such ${what}`);
}

/** The MCP server over the notes, on the SDK's low-level class so that it pages by hand. */
export function createNotes(options: {
  store: NoteStore;
  /** While a file stands here, `add_note` is another tool. */
  flagFile: string;
  log: CallLog;
}): Server {
  const { store, flagFile, log } = options;
  const server = new Server(
    { name: NAME, title: 'Team notes', version: VERSION },
    { capabilities: { tools: {}, prompts: {} } },
  );
  const tools = (): NotesTool[] => [
    existsSync(flagFile) ? addSignedNote : addNote,
    ...readingTools,
    ...writingTools,
  ];

  server.setRequestHandler(ListToolsRequestSchema, async ({ params }) => {
    const { page, nextCursor } = pageOf(tools(), params?.cursor);
    return {
      tools: page.map(({ call: _, ...listed }) => listed),
      ...(nextCursor && { nextCursor }),
    };
  });

  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const tool = tools().find(({ name }) => name === params.name);
    if (!tool) {
      throw unknownName('tool');
    }
    return answerCall({ server: NAME, tool: tool.name, log }, () =>
      tool.call(params.arguments, store),
    );
  });

  server.setRequestHandler(ListPromptsRequestSchema, async () => ({
    prompts: prompts.map(({ listed }) => listed),
  }));

  server.setRequestHandler(GetPromptRequestSchema, async ({ params }) => {
    const prompt = prompts.find(({ listed }) => listed.name === params.name);
    if (!prompt) {
      throw unknownName('prompt');
    }
    const args = params.arguments ?? {};
    const isMissing = prompt.listed.arguments?.some(
      ({ name, required }) => required && !args[name],
    );
    if (isMissing) {
      throw new McpError(
        ErrorCode.InvalidParams,
        'An argument of the prompt is missing',
      );
    }
    return {
      messages: [
        { role: 'user', content: { type: 'text', text: prompt.text(args) } },
      ],
    };
  });

  return server;
}
