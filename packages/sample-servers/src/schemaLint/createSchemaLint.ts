import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { answering } from '../tools/answerCall';
import { CallLog } from '../tools/callLog';
import { ToolRefusal } from '../tools/ToolRefusal';
import { checkSchema, rules } from './rules';

const NAME = 'schema-lint';
const VERSION = '2.0.0';

const reads = { readOnlyHint: true, openWorldHint: false };

/** The MCP server that checks schemas on the machine of whoever writes them. */
export function createSchemaLint({ log }: { log: CallLog }): McpServer {
  const server = new McpServer(
    { name: NAME, title: 'Schema lint', version: VERSION },
    { instructions: 'Check a schema before it goes into review.' },
  );
  const answer = answering(NAME, log);

  server.registerTool(
    'check_schema',
    {
      title: 'Check a schema',
      description:
        'Holds a JSON Schema against the rules for internal APIs and lists what to mend.',
      inputSchema: {
        schema: z
          .record(z.string(), z.unknown())
          .describe('The JSON Schema, as an object.'),
      },
      outputSchema: {
        findings: z.array(
          z.object({
            rule: z.string(),
            path: z.string(),
            message: z.string(),
          }),
        ),
      },
      annotations: reads,
    },
    answer('check_schema', async args => ({
      findings: checkSchema(args.schema),
    })),
  );

  server.registerTool(
    'explain_rule',
    {
      title: 'Explain a rule',
      description: 'Why a rule is there.',
      inputSchema: {
        rule: z
          .string()
          .max(100)
          .describe('Id of the rule, as check_schema names it.'),
      },
      outputSchema: { rule: z.string(), rationale: z.string() },
      annotations: reads,
    },
    answer('explain_rule', async args => {
      const known = Object.hasOwn(rules, args.rule);
      if (!known) {
        throw new ToolRefusal(
          `There is no such rule; there are ${Object.keys(rules).join(', ')}.`,
        );
      }
      return { rule: args.rule, rationale: rules[args.rule].rationale };
    }),
  );

  return server;
}
