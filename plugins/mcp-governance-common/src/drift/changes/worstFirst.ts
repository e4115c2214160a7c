import { Change } from './Change';
import { Verdict, verdicts } from './verdicts';

/** Changes with the worst first, and in their order among equals. */
export function worstFirst(changes: readonly Change[]): Change[] {
  return [...changes].sort(
    (a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict),
  );
}

/** How many changes there are of each verdict; verdicts without any are absent. */
export function countVerdicts(
  changes: readonly Change[],
): Partial<Record<Verdict, number>> {
  const counts: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of worstFirst(changes)) {
    counts[verdict] = (counts[verdict] ?? 0) + 1;
  }
  return counts;
}
