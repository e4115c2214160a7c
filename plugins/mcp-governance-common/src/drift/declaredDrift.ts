import { z } from 'zod';
import { DeclaredTool, ServerEntry } from '../entry';
import { Json, Snapshot, isJsonObject, itemName } from '../snapshot';
import { isMutating, toolHints } from './toolHints';
import { verbOf } from './toolName';

/** More tools than this make an agent choose badly; the scorecard asks the same. */
export const MOST_TOOLS = 10;

export const disagreementKinds = [
  'tool-not-live',
  'tool-not-declared',
  'mutates-contradicts-annotations',
  'mutates-contradicts-name',
  'confirmation-missing',
  'scope-not-declared',
  'too-many-tools',
  'version-differs',
  'transport-differs',
] as const;
export type DisagreementKind = (typeof disagreementKinds)[number];

export const disagreementSchema = z
  .object({
    kind: z.enum(disagreementKinds),
    /** What it is about, e.g. `tool:create_note`. */
    subject: z.string(),
    /** The field of the entry, e.g. `spec.governance.tools[1].mutates`. */
    path: z.string(),
    declared: z.string(),
    live: z.string(),
    explanation: z.string(),
    /** What to do about it. */
    mend: z.string(),
  })
  .meta({ id: 'Disagreement' });
export type Disagreement = z.output<typeof disagreementSchema>;

export const driftStatuses = ['in-sync', 'drift', 'unknown'] as const;
export type DriftStatus = (typeof driftStatuses)[number];

/** The standing of an entry against the server's latest snapshot. */
export interface DeclaredDrift {
  status: DriftStatus;
  /** What could not be compared, and why. */
  unknown: string[];
  disagreements: Disagreement[];
}

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

function compareTool(
  tool: DeclaredTool,
  index: number,
  live: Json,
): Disagreement[] {
  const subject = `tool:${tool.name}`;
  const path = `${toolsPath}[${index}]`;
  const hints = toolHints(live);
  const found: Disagreement[] = [];

  const claims =
    hints.destructive === true ? 'destructiveHint: true' : undefined;
  const readOnly =
    hints.readOnly === undefined
      ? undefined
      : `readOnlyHint: ${hints.readOnly}`;
  if (tool.mutates === false && (hints.readOnly === false || claims)) {
    found.push({
      kind: 'mutates-contradicts-annotations',
      subject,
      path: `${path}.mutates`,
      declared: 'mutates: false',
      live: [readOnly, claims].filter(Boolean).join(', '),
      explanation: `The entry says that ${tool.name} changes nothing; the server says that it does.`,
      mend: 'Set mutates: true, or correct the annotation in the server if the tool really only reads.',
    });
  } else if (tool.mutates === true && hints.readOnly === true) {
    found.push({
      kind: 'mutates-contradicts-annotations',
      subject,
      path: `${path}.mutates`,
      declared: 'mutates: true',
      live: 'readOnlyHint: true',
      explanation: `The entry says that ${tool.name} changes something; the server tells clients that it only reads, so they may call it without asking.`,
      mend: 'Drop readOnlyHint in the server, or set mutates: false if the tool really only reads.',
    });
  }

  const verb = verbOf(tool.name ?? '');
  if (
    (tool.mutates === false && verb === 'mutates') ||
    (tool.mutates === true && verb === 'reads')
  ) {
    found.push({
      kind: 'mutates-contradicts-name',
      subject,
      path: `${path}.mutates`,
      declared: `mutates: ${tool.mutates}`,
      live: `the name ${tool.name}`,
      explanation: `The name ${tool.name} sounds as if the tool ${
        verb === 'mutates' ? 'changed something' : 'only read'
      }; the entry says the opposite.`,
      mend: `Set mutates: ${!tool.mutates}, or give the tool a name that says what it does.`,
    });
  }

  const isDestructive =
    isMutating(tool.mutates, hints) && hints.destructive !== false;
  if (isDestructive && tool.requiresConfirmation !== true) {
    found.push({
      kind: 'confirmation-missing',
      subject,
      path: `${path}.requiresConfirmation`,
      declared:
        tool.requiresConfirmation === undefined
          ? nothing
          : 'requiresConfirmation: false',
      live:
        hints.destructive === undefined
          ? 'no destructiveHint, which means destructive'
          : 'destructiveHint: true',
      explanation: `${tool.name} can destroy something and nobody is asked to confirm.`,
      mend: 'Set requiresConfirmation: true, or have the server declare destructiveHint: false if nothing can be lost.',
    });
  }
  return found;
}

function compareScopes(entry: ServerEntry): Disagreement[] {
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

function compareTools(entry: ServerEntry, live: LiveTool[]): Disagreement[] {
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

function compareServer(entry: ServerEntry, snapshot: Snapshot): Disagreement[] {
  const found: Disagreement[] = [];
  const declared = entry.governance.version;
  const live = isJsonObject(snapshot.serverInfo)
    ? snapshot.serverInfo.version
    : undefined;
  if (declared !== undefined && typeof live === 'string' && declared !== live) {
    found.push({
      kind: 'version-differs',
      subject: 'server',
      path: 'spec.governance.version',
      declared,
      live,
      explanation: `The entry describes version ${declared}; the server calls itself ${live}.`,
      mend: `Review what changed and set version: "${live}".`,
    });
  }
  const face = faceOf(entry);
  const { transport } = snapshot.takenWith;
  if (face && face.type !== transport) {
    found.push({
      kind: 'transport-differs',
      subject: `remote:${face.url}`,
      path: `spec.remotes[${face.index}].type`,
      declared: face.type,
      live: transport,
      explanation: `The entry says that ${face.url} speaks ${face.type}; it answered over ${transport}.`,
      mend: `Set type: ${transport}.`,
    });
  }
  return found;
}

/** The remote that stands for the server: the first streamable one, else the first that can be looked at. */
export function faceOf(entry: ServerEntry) {
  return (
    entry.remotes.find(remote => remote.type === 'streamable-http') ??
    entry.remotes.find(remote => remote.type !== 'stdio')
  );
}

/** Holds an entry against the latest snapshot of its server. Without one, everything live is unknown. */
export function declaredDrift(
  entry: ServerEntry,
  snapshot: Snapshot | undefined,
): DeclaredDrift {
  const disagreements = compareScopes(entry);
  const unknown: string[] = [];
  if (snapshot) {
    disagreements.push(...compareServer(entry, snapshot));
    const live = liveTools(snapshot);
    if (live) {
      disagreements.push(...compareTools(entry, live));
    } else {
      unknown.push('The server’s tools could not be listed.');
    }
  } else {
    unknown.push('The server has not been observed yet.');
  }
  const standing = unknown.length > 0 ? 'unknown' : 'in-sync';
  return {
    status: disagreements.length > 0 ? 'drift' : standing,
    unknown,
    disagreements,
  };
}
