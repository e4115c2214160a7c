import { z } from 'zod';
import {
  ItemHash,
  SectionName,
  SnapshotHashes,
  ToolAspect,
  sectionNames,
  toolAspects,
} from '../snapshot';

export const sectionChangesSchema = z
  .object({
    section: z.enum(sectionNames),
    added: z.array(z.string()),
    removed: z.array(z.string()),
    changed: z.array(
      z.object({
        name: z.string(),
        /** Which parts of a tool differ; empty for other items. */
        aspects: z.array(z.enum(toolAspects)),
      }),
    ),
  })
  .meta({ id: 'SectionChanges' });

/** Which items of one section came, went, or differ by hash. */
export type SectionChanges = z.output<typeof sectionChangesSchema>;

function byName(items: readonly ItemHash[]): Map<string, ItemHash[]> {
  const groups = new Map<string, ItemHash[]>();
  for (const item of items) {
    groups.set(item.name, [...(groups.get(item.name) ?? []), item]);
  }
  return groups;
}

function differingAspects(before: ItemHash[], after: ItemHash[]): ToolAspect[] {
  const [a, b] = [before[0]?.aspects, after[0]?.aspects];
  return a && b && before.length === 1 && after.length === 1
    ? toolAspects.filter(aspect => a[aspect] !== b[aspect])
    : [];
}

/**
 * What a change of hash consists of, by section. Only sections that both sides
 * listed are compared: of a failed listing nothing is said.
 */
export function listChanges(
  before: SnapshotHashes['sections'],
  after: SnapshotHashes['sections'],
): SectionChanges[] {
  return sectionNames.flatMap((section: SectionName): SectionChanges[] => {
    const [old, now] = [before[section], after[section]];
    if (!old || !now) {
      return [];
    }
    const [oldByName, nowByName] = [byName(old), byName(now)];
    const changes: SectionChanges = {
      section,
      added: [...nowByName.keys()].filter(name => !oldByName.has(name)),
      removed: [...oldByName.keys()].filter(name => !nowByName.has(name)),
      changed: [...nowByName].flatMap(([name, items]) => {
        const earlier = oldByName.get(name);
        const isSame =
          earlier?.map(item => item.hash).join() ===
          items.map(item => item.hash).join();
        return earlier && !isSame
          ? [{ name, aspects: differingAspects(earlier, items) }]
          : [];
      }),
    };
    const count =
      changes.added.length + changes.removed.length + changes.changed.length;
    return count > 0 ? [changes] : [];
  });
}
