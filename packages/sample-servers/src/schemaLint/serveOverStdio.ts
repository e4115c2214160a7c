import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { createSchemaLint } from './createSchemaLint';

/** Speaks MCP on standard input and output; calls are logged to standard error. */
export async function serveOverStdio(): Promise<void> {
  const server = createSchemaLint({
    log: call => process.stderr.write(`${JSON.stringify(call)}\n`),
  });
  await server.connect(new StdioServerTransport());
}
