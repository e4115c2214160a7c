import {
  Snapshot,
  declaredDrift,
} from 'backstage-plugin-mcp-governance-common';
import { Finding } from '../findings/Finding';
import { LintedEntry, foundAt } from './LintedEntry';

/** Where an entry contradicts itself, or the snapshot of its server where there is one. */
export function driftFindings(
  linted: LintedEntry,
  snapshot: Snapshot | undefined,
): Finding[] {
  if (!linted.isSound) {
    return snapshot
      ? [
          foundAt(
            linted,
            'spec.governance',
            'drift-unknown',
            'is not compared with the live server until its errors are mended',
          ),
        ]
      : [];
  }
  const { disagreements, unknown } = declaredDrift(linted.entry, snapshot);
  return [
    ...disagreements.map(({ kind, path, explanation, mend }) =>
      foundAt(linted, path, kind, `${explanation} ${mend}`),
    ),
    ...(snapshot ? unknown : []).map(reason =>
      foundAt(linted, 'spec.governance.tools', 'drift-unknown', reason),
    ),
  ];
}
