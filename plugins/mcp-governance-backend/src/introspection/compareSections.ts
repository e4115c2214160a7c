import {
  SectionChanges,
  Snapshot,
  SnapshotHashes,
  hashSnapshot,
  listChanges,
  sectionNames,
} from 'backstage-plugin-mcp-governance-common';
import { SectionSnapshots, SnapshotStore } from './SnapshotStore';

/** What two observations of one remote differ in, and what cannot be told. */
interface Comparison {
  changes: SectionChanges[] | null;
  unknown: string[];
}

/** Holds each section against the latest snapshot in which it was listed. */
export async function compareSections(
  store: SnapshotStore,
  sections: SectionSnapshots,
  after: Snapshot,
  now: SnapshotHashes['sections'],
): Promise<Comparison> {
  const unknown: string[] = [];
  const changes: SectionChanges[] = [];
  // Most often all sections were listed in one and the same snapshot.
  const earlier = new Map<
    number,
    { snapshot: Snapshot; hashes: SnapshotHashes['sections'] }
  >();
  for (const name of sectionNames) {
    const id = sections[name];
    if (after[name].status === 'failed') {
      unknown.push(`${name} could not be listed`);
      continue;
    }
    if (id === undefined) {
      continue;
    }
    let before = earlier.get(id);
    if (!before) {
      const snapshot = await store.byId(id);
      before = { snapshot, hashes: hashSnapshot(snapshot).sections };
      earlier.set(id, before);
    }
    const { principal } = before.snapshot.takenWith;
    const differences = listChanges(
      { [name]: before.hashes[name] },
      { [name]: now[name] },
    );
    if (differences.length > 0 && principal !== after.takenWith.principal) {
      unknown.push(
        `${name} were seen as ${principal} before and as ${after.takenWith.principal} now, which may see others`,
      );
    } else {
      changes.push(...differences);
    }
  }
  return { changes, unknown };
}
