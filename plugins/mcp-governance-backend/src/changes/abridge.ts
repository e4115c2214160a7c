import { Change } from 'backstage-plugin-mcp-governance-common';

const MOST_CHANGES = 300;
/** Of values before and after, as JSON, in one entry of the change log. */
const MOST_VALUE_CHARACTERS = 100_000;
/** A shorter value stays whatever the others need. */
const SHORT_VALUE_CHARACTERS = 200;

const lengthOf = (value: unknown) => JSON.stringify(value ?? null).length;

/**
 * What a list can carry of changes, which are given with the worst first: a hostile
 * server must not make the change log unreadable. The snapshots keep the whole.
 */
export function abridge(changes: readonly Change[]): {
  changes: Change[];
  isAbridged: boolean;
} {
  let room = MOST_VALUE_CHARACTERS;
  let isAbridged = changes.length > MOST_CHANGES;
  const carried = (value: Change['before']): Change['before'] => {
    const length = lengthOf(value);
    if (length <= SHORT_VALUE_CHARACTERS) {
      return value;
    }
    if (length <= room) {
      room -= length;
      return value;
    }
    isAbridged = true;
    return `(${length} characters, left out here: see the snapshots)`;
  };
  return {
    changes: changes.slice(0, MOST_CHANGES).map(change => ({
      ...change,
      before: carried(change.before),
      after: carried(change.after),
    })),
    isAbridged,
  };
}
