import {
  InexactValue,
  Json,
  Section,
  SectionName,
  Snapshot,
  parseExact,
  sectionNames,
  snapshotSchema,
} from 'backstage-plugin-mcp-governance-common';
import { z } from 'zod';
import { readTextFile } from '../files/readTextFile';
import { ObservationOptions, takeSnapshot } from '../introspect/takeSnapshot';
import { Comparable, Part, parts } from './Comparable';

/** Deeper than any schema that is meant to be read; the comparison itself ends long before. */
const GREATEST_DEPTH = 1_000;

const list = z.array(z.unknown());

/** What `tools/list` answers, with or without its JSON-RPC envelope. */
const toolList = z.union([
  z.object({ tools: list }),
  z
    .object({ result: z.object({ tools: list }) })
    .transform(({ result }) => result),
]);

/** A recording of a connection: what it was opened with, and what was listed. */
const captureSchema = z.object({
  initialize: z.object({
    serverInfo: z.unknown(),
    capabilities: z.record(z.string(), z.unknown()),
    instructions: z.string().optional(),
    protocolVersion: z.string().optional(),
  }),
  tools: list.optional(),
  prompts: list.optional(),
  resources: list.optional(),
  resourceTemplates: list.optional(),
});

/** Whose capability a list is. */
const capabilityOf: Record<SectionName, string> = {
  tools: 'tools',
  prompts: 'prompts',
  resources: 'resources',
  resourceTemplates: 'resources',
};

function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth < GREATEST_DEPTH; depth++) {
    level = level.flatMap(item =>
      item !== null && typeof item === 'object' ? Object.values(item) : [],
    );
    if (level.length === 0) {
      return false;
    }
  }
  return true;
}

/** The part of the inexact values that lies in one list of the file. */
function listed(
  items: unknown[],
  inexact: readonly InexactValue[],
  place: string,
): Section {
  const own = inexact
    .filter(({ pointer }) => pointer.startsWith(`${place}/`))
    .map(value => ({ ...value, pointer: value.pointer.slice(place.length) }));
  return {
    status: 'listed',
    items: items as Json[],
    ...(own.length > 0 && { inexact: own }),
  };
}

const nothing: Snapshot = {
  format: 'mcp-governance/snapshot@1',
  takenWith: {
    transport: 'streamable-http',
    era: 'legacy',
    protocolVersion: '',
    principal: '',
  },
  serverInfo: null,
  capabilities: null,
  tools: { status: 'notAdvertised' },
  prompts: { status: 'notAdvertised' },
  resources: { status: 'notAdvertised' },
  resourceTemplates: { status: 'notAdvertised' },
  auth: { status: 'accepted', methods: [] },
};

function fromCapture(
  { initialize, ...lists }: z.output<typeof captureSchema>,
  inexact: readonly InexactValue[],
): Comparable {
  const { serverInfo, capabilities, instructions } = initialize;
  const known = new Set<Part>(['server']);
  const snapshot: Snapshot = {
    ...nothing,
    serverInfo: (serverInfo ?? null) as Json,
    capabilities: capabilities as Json,
    instructions,
  };
  for (const section of sectionNames) {
    const items = lists[section];
    if (items) {
      snapshot[section] = listed(items, inexact, `/${section}`);
    }
    // What was advertised and is not there was not recorded.
    if (items || !(capabilityOf[section] in capabilities)) {
      known.add(section);
    }
  }
  return { snapshot, known };
}

function fromJson(text: string): Comparable | { problem: string } {
  let value: unknown;
  let inexact: InexactValue[];
  try {
    ({ value, inexact } = parseExact(text));
  } catch (error) {
    return {
      problem: `is no JSON: ${
        error instanceof Error ? error.message : 'it cannot be read'
      }`,
    };
  }
  if (isTooDeep(value)) {
    return { problem: `is nested deeper than ${GREATEST_DEPTH} levels` };
  }
  const snapshot = snapshotSchema.safeParse(value);
  if (snapshot.success) {
    return { snapshot: snapshot.data, known: new Set(parts) };
  }
  const isMarked =
    value !== null && typeof value === 'object' && 'format' in value;
  if (isMarked) {
    const [issue] = snapshot.error.issues;
    return {
      problem: `is no readable snapshot: ${issue.path.join('.')}: ${
        issue.message
      }`,
    };
  }
  const capture = captureSchema.safeParse(value);
  if (capture.success) {
    return fromCapture(capture.data, inexact);
  }
  const tools = toolList.safeParse(value);
  if (tools.success) {
    const isWrapped = (value as object) && 'result' in (value as object);
    return {
      snapshot: {
        ...nothing,
        tools: listed(
          tools.data.tools,
          inexact,
          isWrapped ? '/result/tools' : '/tools',
        ),
      },
      known: new Set(['tools']),
    };
  }
  return {
    problem:
      'is neither a snapshot ("mcp-governance snapshot" takes one), nor a recorded connection, nor what tools/list answers ({"tools": […]})',
  };
}

/** Reads one side of a comparison: a URL to look at, or a file. Never throws for what is in it. */
export async function readComparable(
  source: string,
  options: ObservationOptions,
  env: NodeJS.ProcessEnv,
): Promise<Comparable | { problem: string }> {
  if (/^https?:\/\//i.test(source)) {
    const taken = await takeSnapshot(source, options, env);
    return 'problem' in taken
      ? taken
      : { snapshot: taken.snapshot, known: new Set(parts) };
  }
  const read = await readTextFile(source);
  const found = 'problem' in read ? read : fromJson(read.text);
  return 'problem' in found
    ? { problem: `${source}: ${found.problem}` }
    : found;
}
