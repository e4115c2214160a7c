// The client that the official conformance suite tests: the SDK's, over our transport.
import { Client, ProtocolError, Tool } from '@modelcontextprotocol/client';
import { EgressPolicy, GuardedHttp } from '../../egress';
import { defaultLimits } from '../limits';
import { StreamableHttpTransport } from '../StreamableHttpTransport';

type Arguments = Record<string, unknown>;

/** What the suite tells the client about a scenario, where it does. */
interface ScenarioContext {
  toolCalls?: { name: string; arguments: Arguments }[];
}

function callsOf(tools: Tool[], context: ScenarioContext) {
  if (context.toolCalls) {
    return context.toolCalls;
  }
  const [first] = tools;
  const argumentsByName: Record<string, Arguments> = {
    add_numbers: { a: 5, b: 3 },
    json_schema_echo: { schema: first?.inputSchema },
  };
  return tools
    .filter(tool => tool.name !== 'json_schema_2020_12_tool')
    .map(({ name }) => ({ name, arguments: argumentsByName[name] ?? {} }));
}

/** A server may refuse a call: that is an answer, which the transport delivered. */
function acceptErrorAnswer(error: unknown) {
  if (!(error instanceof ProtocolError)) {
    throw error;
  }
}

async function main(address: string): Promise<void> {
  const context: ScenarioContext = JSON.parse(
    process.env.MCP_CONFORMANCE_CONTEXT ?? '{}',
  );
  const client = new Client(
    { name: 'mcp-governance-conformance', version: '0.1.0' },
    { capabilities: {}, versionNegotiation: { mode: 'auto' } },
  );
  await client.connect(
    new StreamableHttpTransport({
      http: GuardedHttp.create(EgressPolicy.anyDestination(), defaultLimits),
      target: new URL(address),
      deadline: AbortSignal.timeout(20_000),
      budget: { limit: defaultLimits.maxTotalBytes, used: 0 },
    }),
  );
  const capabilities = client.getServerCapabilities() ?? {};
  const { tools } = await client.listTools();
  for (const call of callsOf(tools, context)) {
    await client.callTool(call).catch(acceptErrorAnswer);
  }
  if (capabilities.resources) {
    const { resources } = await client.listResources();
    for (const { uri } of resources) {
      await client.readResource({ uri });
    }
  }
  if (capabilities.prompts) {
    const { prompts } = await client.listPrompts();
    for (const { name } of prompts) {
      await client.getPrompt({ name });
    }
  }
  await client.close();
}

main(process.argv[2]).then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  },
);
