import {
  RejectedEntry,
  RejectedEntryPage,
} from 'backstage-plugin-mcp-governance-common';
import { toIso } from '../database/json';
import { Dependencies } from '../dependencies';
import { CallerCredentials } from '../http/authorize';
import { nextCursor, startOf } from '../http/cursor';
import { canSee } from './Visibility';

/**
 * The entries that the catalog rejected. Of an entry that never got in the catalog
 * cannot say who may see it: those are shown to readers who may see everything.
 */
export async function listRejectedEntries(
  needs: Pick<Dependencies, 'rejectedEntries' | 'servers' | 'visibility'>,
  query: { limit: number; offset?: number; cursor?: string },
  credentials: CallerCredentials,
): Promise<RejectedEntryPage> {
  const view = await needs.visibility.of(credentials);
  const all = await needs.rejectedEntries.all();
  const visible = all.filter(({ entityRef }) => canSee(view, entityRef));
  const offset = startOf(query);
  const page = visible.slice(offset, offset + query.limit);
  const present = await needs.servers.presentAmong(
    page.map(({ entityRef }) => entityRef),
  );
  return {
    items: page.map(
      (record): RejectedEntry => ({
        entityRef: record.entityRef,
        location: record.location,
        messages: record.messages,
        isInCatalog: present.has(record.entityRef),
        firstSeenAt: toIso(record.firstSeenAt),
        lastSeenAt: toIso(record.lastSeenAt),
      }),
    ),
    totalItems: visible.length,
    nextCursor: nextCursor(offset + page.length, visible.length),
  };
}
