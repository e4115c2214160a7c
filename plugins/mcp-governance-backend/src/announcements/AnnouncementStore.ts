import { randomUUID } from 'node:crypto';
import { Verdict, isAtLeast } from 'backstage-plugin-mcp-governance-common';
import { Knex } from 'knex';
import { isPostgres } from '../database/openDatabase';

/** How something is told: as a Backstage event, or to people. */
type Channel = 'event' | 'consumers' | 'owner';

/** Something that is still to be told, by this process alone until the lease ends. */
export interface Announcement {
  id: number;
  claim: string;
  channel: Channel;
  failures: number;
  of: { changeId: number } | { decisionId: number };
}

interface Row {
  id: number;
  channel: Channel;
  failures: number;
  change_id: number | null;
  decision_id: number | null;
}

/** Who is told of changes, the widest circle first: whoever is in two has the last, fuller word. */
function channelsFor(verdict: Verdict): Channel[] {
  const isForConsumers = verdict === 'security' || verdict === 'breaking';
  return [
    'event',
    ...(isForConsumers ? (['consumers'] as const) : []),
    ...(isAtLeast(verdict, 'behavioural') ? (['owner'] as const) : []),
  ];
}

const toRow = (
  channel: Channel,
  of: { change_id: number } | { decision_id: number },
  at: number,
) => ({ channel, ...of, due_at: at, failures: 0 });

/** Has an entry of the change log told. To be called in the transaction that writes it. */
export async function announceChanges(
  tx: Knex,
  entry: { changeId: number; verdict: Verdict; at: number },
): Promise<void> {
  await tx('announcements').insert(
    channelsFor(entry.verdict).map(channel =>
      toRow(channel, { change_id: entry.changeId }, entry.at),
    ),
  );
}

/** Has a decision told. To be called in the transaction that writes it. */
export async function announceDecision(
  tx: Knex,
  { decisionId, at }: { decisionId: number; at: number },
): Promise<void> {
  await tx('announcements').insert(
    (['event', 'owner'] as const).map(channel =>
      toRow(channel, { decision_id: decisionId }, at),
    ),
  );
}

function toAnnouncement(row: Row, claim: string): Announcement {
  const { id, channel, failures } = row;
  if (row.change_id !== null) {
    return { id, claim, channel, failures, of: { changeId: row.change_id } };
  }
  if (row.decision_id !== null) {
    return {
      id,
      claim,
      channel,
      failures,
      of: { decisionId: row.decision_id },
    };
  }
  throw new Error(`Announcement ${id} is of nothing`);
}

/** What is still to be told, shared by every replica. */
export class AnnouncementStore {
  static create(knex: Knex): AnnouncementStore {
    return new AnnouncementStore(knex);
  }

  private constructor(private readonly knex: Knex) {}

  /** Claims what is due, in the order in which it came about. No two replicas get the same. */
  async claim(
    limit: number,
    now: number,
    leaseMs: number,
  ): Promise<Announcement[]> {
    const claim = randomUUID();
    return this.knex.transaction(async tx => {
      const query = tx('announcements')
        .where('due_at', '<=', now)
        .where(free => free.whereNull('claim').orWhere('lease_until', '<', now))
        .orderBy('id')
        .limit(limit)
        .select<Row[]>([
          'id',
          'channel',
          'failures',
          'change_id',
          'decision_id',
        ]);
      if (isPostgres(tx)) {
        query.forUpdate().skipLocked();
      }
      const rows = await query;
      await tx('announcements')
        .whereIn(
          'id',
          rows.map(({ id }) => id),
        )
        .update({ claim, lease_until: now + leaseMs });
      return rows.map(row => toAnnouncement(row, claim));
    });
  }

  /** It was told, or there is nobody to tell. */
  async remove({ id, claim }: Announcement): Promise<void> {
    await this.knex('announcements').where({ id, claim }).delete();
  }

  /** It is told again at a later time. */
  async postpone({ id, claim, failures }: Announcement, dueAt: number) {
    await this.knex('announcements')
      .where({ id, claim })
      .update({
        due_at: dueAt,
        failures: failures + 1,
        claim: null,
        lease_until: null,
      });
  }

  /** Gives back what was claimed and is not told now. */
  async release(claimed: readonly Announcement[]): Promise<void> {
    for (const { id, claim } of claimed) {
      await this.knex('announcements')
        .where({ id, claim })
        .update({ claim: null, lease_until: null });
    }
  }
}
