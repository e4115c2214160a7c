import { Knex } from 'knex';
import { parseColumn } from '../database/json';
import { isPostgres } from '../database/openDatabase';
import { sectionSnapshotsSchema } from './SnapshotStore';
import { SnapshotPointer, snapshotPointers } from './snapshotPointers';

interface Candidate {
  id: number;
  hash: string;
}

const PAGE = 500;

async function pointedAt(
  knex: Knex,
  { table, column, holds }: SnapshotPointer,
  candidates: readonly Candidate[],
): Promise<(candidate: Candidate) => boolean> {
  if (holds === 'ids') {
    const texts: string[] = await knex(table).distinct().pluck(column);
    const ids = new Set(
      texts.flatMap(text =>
        Object.values(
          parseColumn(sectionSnapshotsSchema, `${table}.${column}`, text),
        ),
      ),
    );
    return ({ id }) => ids.has(id);
  }
  const values = new Set(
    await knex(table)
      .whereIn(
        column,
        candidates.map(candidate => candidate[holds]),
      )
      .distinct()
      .pluck(column),
  );
  return candidate => values.has(candidate[holds]);
}

/** Those that nothing points to. */
async function unpointed(
  knex: Knex,
  candidates: readonly Candidate[],
): Promise<Candidate[]> {
  let left = [...candidates];
  for (const pointer of snapshotPointers) {
    if (left.length === 0) {
      break;
    }
    const isPointedAt = await pointedAt(knex, pointer, left);
    left = left.filter(candidate => !isPointedAt(candidate));
  }
  return left;
}

/**
 * Removes candidates that nothing points to, judged anew once they are locked: an
 * observation that is just being stored holds its snapshot, and what it holds is left.
 */
async function removeUnpointed(
  knex: Knex,
  candidates: readonly Candidate[],
): Promise<number> {
  return knex.transaction(async (tx): Promise<number> => {
    const query = tx('snapshots').whereIn(
      'id',
      candidates.map(({ id }) => id),
    );
    if (isPostgres(tx)) {
      query.forUpdate().skipLocked();
    }
    const locked = await query.select<Candidate[]>(['id', 'hash']);
    const orphans = await unpointed(tx, locked);
    return tx('snapshots')
      .whereIn(
        'id',
        orphans.map(({ id }) => id),
      )
      .delete();
  });
}

/** Removes snapshots that nothing points to, and answers how many. */
export async function removeSnapshots(
  knex: Knex,
  signal?: AbortSignal,
): Promise<number> {
  let removed = 0;
  let after = 0;
  while (!signal?.aborted) {
    const page = await knex('snapshots')
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .select<Candidate[]>(['id', 'hash']);
    const orphans = await unpointed(knex, page);
    if (orphans.length > 0) {
      removed += await removeUnpointed(knex, orphans);
    }
    if (page.length < PAGE) {
      break;
    }
    after = page[page.length - 1].id;
  }
  return removed;
}
