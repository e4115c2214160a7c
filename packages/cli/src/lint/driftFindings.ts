import { declaredDrift } from 'backstage-plugin-mcp-governance-common';
import { Finding } from '../findings/Finding';
import type { Live } from './lintFiles';
import { LintedEntry, foundAt } from './LintedEntry';

/** Where an entry contradicts itself, or what is known of its live server where something is. */
export function driftFindings(
  linted: LintedEntry,
  live: Live | undefined,
): Finding[] {
  if (!linted.isSound) {
    return live
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
  const { disagreements, unknown } = declaredDrift(
    linted.entry,
    live?.snapshot,
  );
  const told = disagreements.filter(
    ({ kind }) => kind !== 'transport-differs' || live?.knowsTransport,
  );
  return [
    ...told.map(({ kind, path, explanation, mend }) =>
      foundAt(linted, path, kind, `${explanation} ${mend}`),
    ),
    ...(live ? unknown : []).map(reason =>
      foundAt(linted, 'spec.governance.tools', 'drift-unknown', reason),
    ),
  ];
}
