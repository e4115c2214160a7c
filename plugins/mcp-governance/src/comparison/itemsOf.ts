import {
  Change,
  Json,
  SectionName,
  Snapshot,
  itemName,
} from 'backstage-plugin-mcp-governance-common';

const sections: Record<string, SectionName> = {
  tool: 'tools',
  prompt: 'prompts',
  resource: 'resources',
  resourceTemplate: 'resourceTemplates',
};

/** What changes are about in two snapshots. */
export type ItemPair =
  /** On one side there may be none. */
  | { status: 'known'; before: Json | undefined; after: Json | undefined }
  /** A list failed, so what is missing in it may have been there. */
  | { status: 'unknown'; reason: string };

function find(
  snapshot: Snapshot,
  section: SectionName,
  name: string,
): Json | undefined {
  const content = snapshot[section];
  return content.status === 'listed'
    ? content.items.find(item => itemName(section, item) === name)
    : undefined;
}

/** Whether changes are about something in a snapshot, which can be compared as a whole. */
export function isInSnapshot(subject: string): boolean {
  const [sort] = subject.split(':');
  return subject === 'server' || sort in sections;
}

/** What a server says of itself as a whole. */
function serverItem(snapshot: Snapshot): Json {
  const { instructions = '', serverInfo, capabilities, auth } = snapshot;
  return { instructions, serverInfo, capabilities, auth };
}

/** The item that changes are about in both snapshots; under its old name where it was renamed. */
export function itemsOf(
  subject: string,
  changes: Change[],
  snapshots: { before: Snapshot; after: Snapshot },
): ItemPair {
  if (subject === 'server') {
    return {
      status: 'known',
      before: serverItem(snapshots.before),
      after: serverItem(snapshots.after),
    };
  }
  const colon = subject.indexOf(':');
  const section = sections[subject.slice(0, colon)];
  const name = subject.slice(colon + 1);
  for (const snapshot of [snapshots.before, snapshots.after]) {
    const content = snapshot[section];
    if (content.status === 'failed') {
      return {
        status: 'unknown',
        reason: `One of the two snapshots has no such list: ${content.error.message}`,
      };
    }
  }
  const rename = changes.find(({ kind }) => kind === 'tool-renamed');
  const oldName = typeof rename?.before === 'string' ? rename.before : name;
  const before = find(snapshots.before, section, oldName);
  const after = find(snapshots.after, section, name);
  return before === undefined && after === undefined
    ? { status: 'unknown', reason: 'Neither of the two snapshots lists it.' }
    : { status: 'known', before, after };
}
