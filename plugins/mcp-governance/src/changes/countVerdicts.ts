import { Change, Verdict } from 'backstage-plugin-mcp-governance-common';

/** How many changes there are of each verdict; verdicts without any are absent. */
export function countVerdicts(
  changes: readonly Change[],
): Partial<Record<Verdict, number>> {
  const counts: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of changes) {
    counts[verdict] = (counts[verdict] ?? 0) + 1;
  }
  return counts;
}
