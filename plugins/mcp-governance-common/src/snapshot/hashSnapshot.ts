import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalSchema, canonicalText, sortedBy } from './canonicalForm';
import { Json, JsonObject, isJsonObject, pointerStep } from './json';
import { InexactValue } from './parseExact';
import { Section, SectionName, Snapshot, sectionNames } from './Snapshot';

/** Version of the way in which hashes are made; hashes of different formulas are never compared. */
export const HASH_FORMULA = 1;

export const toolAspects = [
  'description',
  'input',
  'output',
  'annotations',
  'other',
] as const;
export type ToolAspect = (typeof toolAspects)[number];

/** The hash of one item of a section; tools also by aspect. */
export interface ItemHash {
  /** The name, or the URI of a resource; empty where the server gave none. */
  name: string;
  hash: string;
  aspects?: Record<ToolAspect, string>;
}

/** Hashes of a snapshot. A section whose listing failed has none. */
export interface SnapshotHashes {
  whole: string;
  sections: Partial<Record<SectionName, ItemHash[]>>;
}

/** `sha256.v1:` and 64 hexadecimal digits. */
export function hashText(text: string): string {
  return `sha256.v${HASH_FORMULA}:${bytesToHex(sha256(utf8ToBytes(text)))}`;
}

const keyOf: Record<SectionName, string> = {
  tools: 'name',
  prompts: 'name',
  resources: 'uri',
  resourceTemplates: 'uriTemplate',
};

/** What an item of a section is called: its name, or its URI for resources. */
export function itemName(section: SectionName, item: Json): string {
  const key = isJsonObject(item) ? item[keyOf[section]] : undefined;
  return typeof key === 'string' ? key : '';
}

/** The raw texts of inexact values below one item, and the item with `null` in their places. */
function separateInexact(
  item: Json,
  index: number,
  inexact: readonly InexactValue[],
): { item: Json; texts: Json } {
  const prefix = pointerStep(index);
  const own = inexact.filter(
    ({ pointer }) => pointer === prefix || pointer.startsWith(`${prefix}/`),
  );
  if (own.length === 0) {
    return { item, texts: null };
  }
  const hidden = new Set(own.map(({ pointer }) => pointer));
  const blank = (value: Json, pointer: string): Json => {
    if (hidden.has(pointer)) {
      return null;
    }
    if (Array.isArray(value)) {
      return value.map((inner, i) => blank(inner, pointer + pointerStep(i)));
    }
    if (isJsonObject(value)) {
      return Object.fromEntries(
        Object.entries(value).map(([key, inner = null]) => [
          key,
          blank(inner, pointer + pointerStep(key)),
        ]),
      );
    }
    return value;
  };
  return {
    item: blank(item, prefix),
    texts: own.map(({ pointer, text }) => [pointer.slice(prefix.length), text]),
  };
}

function hashTool(tool: JsonObject, texts: Json): ItemHash {
  const {
    name,
    description = null,
    inputSchema = null,
    outputSchema = null,
    annotations = null,
    ...other
  } = tool;
  const aspects = {
    description: hashText(canonicalText(description)),
    input: hashText(canonicalText(canonicalSchema(inputSchema))),
    output: hashText(canonicalText(canonicalSchema(outputSchema))),
    annotations: hashText(canonicalText(annotations)),
    other: hashText(canonicalText([other, texts])),
  };
  return {
    name: typeof name === 'string' ? name : '',
    aspects,
    hash: hashText(canonicalText([name ?? null, aspects])),
  };
}

function hashSection(
  section: SectionName,
  content: Section,
): ItemHash[] | undefined {
  if (content.status !== 'listed') {
    return content.status === 'notAdvertised' ? [] : undefined;
  }
  const hashes = content.items.map((raw, index): ItemHash => {
    const { item, texts } = separateInexact(raw, index, content.inexact ?? []);
    return section === 'tools' && isJsonObject(item)
      ? hashTool(item, texts)
      : {
          name: itemName(section, item),
          hash: hashText(canonicalText([item, texts])),
        };
  });
  return sortedBy(hashes, ({ name, hash }) => `${name}\u0000${hash}`);
}

/** The hashes that say whether two snapshots are equal, and where they are not. */
export function hashSnapshot(snapshot: Snapshot): SnapshotHashes {
  const sections: SnapshotHashes['sections'] = {};
  const summary: Record<string, Json> = {};
  for (const name of sectionNames) {
    const content = snapshot[name];
    const hashes = hashSection(name, content);
    if (hashes) {
      sections[name] = hashes;
    }
    summary[name] =
      content.status === 'failed'
        ? [content.status, content.error.kind]
        : [content.status, ...(hashes ?? []).map(item => item.hash)];
  }
  const { auth } = snapshot;
  return {
    sections,
    whole: hashText(
      canonicalText({
        ...summary,
        serverInfo: snapshot.serverInfo,
        instructions: snapshot.instructions ?? null,
        capabilities: snapshot.capabilities,
        auth:
          auth.status === 'failed'
            ? { status: auth.status, kind: auth.error.kind }
            : auth,
      }),
    ),
  };
}
