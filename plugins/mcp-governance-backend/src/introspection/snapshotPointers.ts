/** A column that points to snapshots, and how. */
export interface SnapshotPointer {
  table: string;
  column: string;
  /** `ids`: a JSON object whose values are ids. */
  holds: 'id' | 'hash' | 'ids';
}

/**
 * Everything that points to snapshots, the most telling first. A snapshot is kept as
 * long as one of these points to it: whoever adds such a column adds it here.
 */
export const snapshotPointers: readonly SnapshotPointer[] = [
  { table: 'snapshot_arrivals', column: 'snapshot_id', holds: 'id' },
  { table: 'remotes', column: 'snapshot_id', holds: 'id' },
  { table: 'remotes', column: 'section_snapshots', holds: 'ids' },
  { table: 'observations', column: 'snapshot_id', holds: 'id' },
  { table: 'decisions', column: 'snapshot_id', holds: 'id' },
  { table: 'change_log', column: 'before_snapshot_id', holds: 'id' },
  { table: 'change_log', column: 'after_snapshot_id', holds: 'id' },
];
