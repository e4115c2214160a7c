import { Verdict, verdicts } from 'backstage-plugin-mcp-governance-common';
import { verdictLooks } from '../status/statuses';

/** How many changes there are of each verdict, the worst first; verdicts without any are left out. */
export function verdictWords(counts: Partial<Record<Verdict, number>>): string {
  return verdicts
    .filter(verdict => counts[verdict])
    .map(verdict => `${counts[verdict]} ${verdictLooks[verdict].word}`)
    .join(', ');
}
