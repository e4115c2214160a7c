import {
  Approval,
  DecideBody,
  Verdict,
} from 'backstage-plugin-mcp-governance-common';
import { countVerdicts } from '../changes/countVerdicts';

/** What somebody is about to decide, as it stood when they began. */
export interface Proposal {
  decision: DecideBody['decision'];
  /** The pair as they saw it; what comes meanwhile is not what they decide about. */
  latest: NonNullable<Approval['latest']>;
  hasBaseline: boolean;
  counts: Partial<Record<Verdict, number>>;
  material: number;
  informs: string[];
}

/** A decision about what is live now; none where nothing was observed. */
export function proposalOf(
  approval: Approval,
  decision: Proposal['decision'],
): Proposal | undefined {
  const { latest, baseline, changes, material, informs } = approval;
  return latest
    ? {
        decision,
        latest,
        hasBaseline: baseline !== null,
        counts: countVerdicts(changes),
        material,
        informs,
      }
    : undefined;
}
