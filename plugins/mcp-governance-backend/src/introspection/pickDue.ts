import { Knex } from 'knex';
import { isPostgres } from '../database/openDatabase';

/** How many servers are wanted, and how many of one host may be looked at at a time. */
export interface Wanted {
  limit: number;
  hostConcurrency: number;
  /** Milliseconds since 1970. */
  now: number;
}

/** How many more servers of each host may be claimed. */
type Room = Map<string, number>;

/** Rows that are due, free and not of a host that is full; on PostgreSQL locked until the transaction ends. */
async function lockDue(
  tx: Knex,
  { limit, now }: Omit<Wanted, 'hostConcurrency'>,
  { picked, full }: { picked: readonly number[]; full: readonly string[] },
): Promise<number[]> {
  const query = tx('server_state')
    .where('due_at', '<=', now)
    .where(free => free.whereNull('claim').orWhere('lease_until', '<', now))
    .whereNotIn('server_id', picked)
    .orderBy('due_at')
    .limit(limit)
    .select<{ server_id: number }[]>('server_id');
  if (full.length > 0) {
    query.whereNotExists(
      tx('remotes')
        .where('remotes.server_id', tx.ref('server_state.server_id'))
        .where('remotes.is_active', true)
        .whereIn('remotes.host', full),
    );
  }
  if (isPostgres(tx)) {
    query.forUpdate('server_state').skipLocked();
  }
  return (await query).map(row => row.server_id);
}

async function hostsOf(
  tx: Knex,
  serverIds: readonly number[],
): Promise<Map<number, Set<string>>> {
  const rows = await tx('remotes')
    .whereIn('server_id', serverIds)
    .where('is_active', true)
    .whereNotNull('host')
    .select<{ server_id: number; host: string }[]>(['server_id', 'host']);
  const hosts = new Map<number, Set<string>>();
  for (const { server_id: id, host } of rows) {
    hosts.set(id, (hosts.get(id) ?? new Set()).add(host));
  }
  return hosts;
}

/**
 * Those of the hosts that no other replica is claiming servers of at this moment.
 * Counting and claiming must not be interleaved; nobody waits, as with the rows.
 */
async function lockHosts(
  tx: Knex,
  hosts: readonly string[],
): Promise<Set<string>> {
  if (!isPostgres(tx)) {
    return new Set(hosts);
  }
  const { rows } = await tx.raw<{
    rows: { host: string; is_locked: boolean }[];
  }>(
    `select host, pg_try_advisory_xact_lock(hashtext('mcp-governance/host'), hashtext(host)) as is_locked
     from json_array_elements_text(?::json) as hosts(host)`,
    [JSON.stringify(hosts)],
  );
  return new Set(rows.filter(row => row.is_locked).map(row => row.host));
}

async function learnRoom(
  tx: Knex,
  room: Room,
  hosts: Iterable<string>,
  { hostConcurrency, now }: Wanted,
): Promise<void> {
  const fresh = [...new Set(hosts)].filter(host => !room.has(host));
  if (fresh.length === 0) {
    return;
  }
  const locked = await lockHosts(tx, fresh);
  const claimed = await tx('server_state')
    .join('remotes', 'remotes.server_id', 'server_state.server_id')
    .whereNotNull('server_state.claim')
    .where('server_state.lease_until', '>=', now)
    .where('remotes.is_active', true)
    .whereIn('remotes.host', fresh)
    .groupBy('remotes.host')
    .select<{ host: string; n: number | string }[]>(
      'remotes.host',
      tx.raw('count(distinct server_state.server_id) as n'),
    );
  const taken = new Map(claimed.map(row => [row.host, Number(row.n)]));
  for (const host of fresh) {
    room.set(
      host,
      locked.has(host) ? hostConcurrency - (taken.get(host) ?? 0) : 0,
    );
  }
}

/**
 * Servers that are due, the longest due first, so that no host is asked by more
 * claims at a time than it may be: those of every replica count.
 */
export async function pickDue(tx: Knex, wanted: Wanted): Promise<number[]> {
  const { limit, hostConcurrency, now } = wanted;
  if (!Number.isFinite(hostConcurrency)) {
    return lockDue(tx, { limit, now }, { picked: [], full: [] });
  }
  const room: Room = new Map();
  const picked: number[] = [];
  for (;;) {
    const missing = limit - picked.length;
    const full = [...room].flatMap(([host, left]) => (left > 0 ? [] : [host]));
    const candidates = await lockDue(
      tx,
      { limit: missing, now },
      { picked, full },
    );
    const hosts = await hostsOf(tx, candidates);
    const all = [...hosts.values()].flatMap(some => [...some]);
    await learnRoom(tx, room, all, wanted);
    for (const id of candidates) {
      const own = [...(hosts.get(id) ?? [])];
      if (own.every(host => (room.get(host) ?? 0) > 0)) {
        picked.push(id);
        own.forEach(host => room.set(host, (room.get(host) ?? 0) - 1));
      }
    }
    // Whatever was not picked is of a host that is full, and not met again.
    if (candidates.length < missing || picked.length === limit) {
      return picked;
    }
  }
}
