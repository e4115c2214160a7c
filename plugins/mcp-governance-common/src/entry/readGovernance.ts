import { EntryProblem } from './EntryProblem';
import { Governance, governanceSchema } from './governance';
import { itemProblems } from './itemProblems';
import { capped, readStrictly } from './readStrictly';

const base = ['spec', 'governance'];

/**
 * Reads `spec.governance` as it stands in an entity. Never throws: whatever the
 * input is, the well-formed top-level fields come back, and every other one
 * as a problem. Empty values count as missing, unknown fields as warnings.
 */
export function readGovernance(input: unknown): {
  governance: Governance;
  problems: EntryProblem[];
} {
  if (input === undefined || input === null) {
    return { governance: {}, problems: [] };
  }
  const { value: governance, problems } = readStrictly(
    governanceSchema,
    base,
    input,
  );
  const items = itemProblems(governance, base, [
    { field: 'tools', keys: ['name'] },
    { field: 'downstreamSystems', keys: ['name', 'ref'] },
    { field: 'exemptions', keys: ['check'] },
  ]);
  return { governance, problems: capped([...problems, ...items], base) };
}
