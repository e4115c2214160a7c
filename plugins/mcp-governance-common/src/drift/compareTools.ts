import { DeclaredTool, ServerEntry } from '../entry';
import { Json, Snapshot, itemName } from '../snapshot';
import { compareTool } from './compareTool';
import { Disagreement } from './Disagreement';

/** More tools than this make an agent choose badly; the scorecard asks the same. */
export const MOST_TOOLS = 10;

interface LiveTool {
  name: string;
  raw: Json;
}

const toolsPath = 'spec.governance.tools';
const nothing = 'nothing';

/** The tools of a snapshot by name; the first of equal names. `undefined` when they are unknown. */
export function liveTools(snapshot: Snapshot): LiveTool[] | undefined {
  if (snapshot.tools.status === 'failed') {
    return undefined;
  }
  if (snapshot.tools.status === 'notAdvertised') {
    return [];
  }
  const seen = new Set<string>();
  return snapshot.tools.items.flatMap(raw => {
    const name = itemName('tools', raw);
    if (seen.has(name)) {
      return [];
    }
    seen.add(name);
    return [{ name, raw }];
  });
}

/** The tools of an entry by name, each with its place; the first of equal names. */
export function declaredTools(
  entry: ServerEntry,
): Map<string, { tool: DeclaredTool; index: number }> {
  const byName = new Map<string, { tool: DeclaredTool; index: number }>();
  entry.governance.tools?.forEach((tool, index) => {
    if (tool.name !== undefined && !byName.has(tool.name)) {
      byName.set(tool.name, { tool, index });
    }
  });
  return byName;
}

/** Scopes that tools require and the entry does not list. */
export function compareScopes(entry: ServerEntry): Disagreement[] {
  const scopes = new Set(entry.governance.scopes);
  return [...declaredTools(entry).values()].flatMap(({ tool, index }) =>
    (tool.scopesRequired ?? []).flatMap((scope, place): Disagreement[] =>
      scopes.has(scope)
        ? []
        : [
            {
              kind: 'scope-not-declared',
              subject: `tool:${tool.name}`,
              path: `${toolsPath}[${index}].scopesRequired[${place}]`,
              declared: scope,
              live: nothing,
              explanation: `${tool.name} requires the scope ${scope}, which spec.governance.scopes does not list.`,
              mend: `Add ${scope} to spec.governance.scopes, or remove it from the tool.`,
            },
          ],
    ),
  );
}

/** Where the declared tools and the live ones differ. */
export function compareTools(
  entry: ServerEntry,
  live: LiveTool[],
): Disagreement[] {
  const declared = declaredTools(entry);
  const liveByName = new Map(live.map(tool => [tool.name, tool]));
  const found: Disagreement[] = [];
  for (const [name, { tool, index }] of declared) {
    const match = liveByName.get(name);
    if (match) {
      found.push(...compareTool(tool, index, match.raw));
    } else {
      found.push({
        kind: 'tool-not-live',
        subject: `tool:${name}`,
        path: `${toolsPath}[${index}]`,
        declared: name,
        live: nothing,
        explanation: `The entry declares ${name}; the server does not list it.`,
        mend: 'Remove it from the entry, or bring it back in the server.',
      });
    }
  }
  for (const { name } of live) {
    if (name !== '' && !declared.has(name)) {
      found.push({
        kind: 'tool-not-declared',
        subject: `tool:${name}`,
        path: toolsPath,
        declared: nothing,
        live: name,
        explanation: `The server lists ${name}; the entry does not declare it, so nobody stated what it may do.`,
        mend: 'Declare it with mutates and scopesRequired, or remove it from the server.',
      });
    }
  }
  if (live.length > MOST_TOOLS) {
    found.push({
      kind: 'too-many-tools',
      subject: 'server',
      path: toolsPath,
      declared: `${declared.size} tools`,
      live: `${live.length} tools`,
      explanation: `The server lists ${live.length} tools; with more than ${MOST_TOOLS} an agent chooses badly.`,
      mend: 'Split the server by domain, or merge tools that are always called together.',
    });
  }
  return found;
}
