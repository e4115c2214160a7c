import {
  DeclaredTool,
  Json,
  Listing,
  Section,
  SectionName,
  Snapshot,
  Tool,
  ToolPage,
  isJsonObject,
  isMutating,
  itemName,
  toolHints,
} from 'backstage-plugin-mcp-governance-common';
import { Dependencies } from '../dependencies';
import { CallerCredentials } from '../http/authorize';
import { nextCursor, startOf } from '../http/cursor';
import { findVisibleServer } from '../servers/findVisibleServer';
import { FullServer } from '../servers/ServerStore';

const text = (value: unknown) =>
  typeof value === 'string' ? value : undefined;

function presentTool(
  name: string,
  declared: DeclaredTool | undefined,
  live: Json | undefined,
  isKnown: boolean,
): Tool {
  const raw = isJsonObject(live) ? live : {};
  const hints = toolHints(live ?? null);
  const hasHint =
    hints.readOnly !== undefined || hints.destructive !== undefined;
  const byServer = hasHint ? 'hint' : 'default';
  return {
    name,
    title: text(raw.title),
    description: text(raw.description),
    isDeclared: declared !== undefined,
    isLive: isKnown ? live !== undefined : undefined,
    mutates: {
      value: isMutating(declared?.mutates, hints),
      basis: declared?.mutates === undefined ? byServer : 'declared',
    },
    requiresConfirmation: declared?.requiresConfirmation,
    scopesRequired: declared?.scopesRequired ?? [],
    systems: declared?.systems ?? [],
    dataClass: declared?.dataClass,
    writeGate: declared?.writeGate,
    annotations: raw.annotations,
    inputSchema: raw.inputSchema,
    outputSchema: raw.outputSchema,
  };
}

/** Live tools in the server's order, then those that are only declared. */
function mergeTools(server: FullServer, section: Section | undefined): Tool[] {
  const declared = new Map<string, DeclaredTool>();
  for (const tool of server.entry.governance.tools ?? []) {
    if (tool.name !== undefined && !declared.has(tool.name)) {
      declared.set(tool.name, tool);
    }
  }
  const isKnown = section !== undefined && section.status !== 'failed';
  const live = section?.status === 'listed' ? section.items : [];
  const liveNames = new Set(live.map(item => itemName('tools', item)));
  return [
    ...live.map(item => {
      const name = itemName('tools', item);
      return presentTool(name, declared.get(name), item, isKnown);
    }),
    ...[...declared]
      .filter(([name]) => !liveNames.has(name))
      .map(([name, tool]) => presentTool(name, tool, undefined, isKnown)),
  ];
}

function listingOf(latest: Snapshot | undefined, name: SectionName): Listing {
  const section = latest?.[name];
  if (!section) {
    return { status: 'not-observed', reason: 'not looked at yet' };
  }
  if (section.status === 'failed') {
    return { status: 'failed', reason: section.error.message };
  }
  return {
    status: section.status === 'listed' ? 'listed' : 'not-advertised',
  };
}

/** The tools of a server, and what else it offers, as they were listed last. */
export async function listTools(
  needs: Dependencies,
  ref: string,
  query: { limit: number; offset?: number; cursor?: string; q?: string },
  credentials: CallerCredentials,
): Promise<ToolPage> {
  const server = await findVisibleServer(needs, ref, credentials);
  const { latest, withTools } = server.faceRemoteId
    ? await needs.snapshots.ofRemote(server.faceRemoteId)
    : { latest: undefined, withTools: undefined };
  const words = (query.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const tools = mergeTools(server, withTools?.tools).filter(tool => {
    const haystack = `${tool.name} ${tool.description ?? ''}`.toLowerCase();
    return words.every(word => haystack.includes(word));
  });
  const offset = startOf(query);
  const items = tools.slice(offset, offset + query.limit);
  const other = (name: SectionName) => {
    const section = latest?.[name];
    return {
      listing: listingOf(latest, name),
      items: section?.status === 'listed' ? section.items : [],
    };
  };
  return {
    items,
    totalItems: tools.length,
    nextCursor: nextCursor(offset + items.length, tools.length),
    listing: listingOf(latest, 'tools'),
    prompts: other('prompts'),
    resources: other('resources'),
    resourceTemplates: other('resourceTemplates'),
    instructions: latest?.instructions,
  };
}
