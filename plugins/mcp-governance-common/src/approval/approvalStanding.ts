import {
  Change,
  diffEntries,
  diffSnapshots,
  isMaterial,
  worstFirst,
} from '../drift';
import { Governance } from '../entry';
import { Snapshot } from '../snapshot';
import { ApprovalStatus } from './approvalStatuses';

/** What is approved or rejected: what a server answered, and what its entry said. */
export interface ApprovalSubject {
  snapshot: Snapshot;
  governance: Governance;
}

/** The decisions that count: the latest approval, and the latest decision of all where that is a rejection. */
export interface ApprovalHistory {
  baseline?: ApprovalSubject;
  rejection?: {
    subject: ApprovalSubject;
    /** How many material changes were rejected. */
    material: number;
  };
}

/** How what is live stands against what was decided. */
export interface ApprovalStanding {
  status: ApprovalStatus;
  /** Since the baseline, the worst first; empty without a baseline. */
  changes: Change[];
  /** How many of them are material. */
  material: number;
}

function changesBetween(
  before: ApprovalSubject,
  after: ApprovalSubject,
): Change[] {
  return worstFirst([
    ...diffSnapshots(before.snapshot, after.snapshot),
    ...(before.governance === after.governance
      ? []
      : diffEntries(before.governance, after.governance)),
  ]);
}

/**
 * How a server stands at the change gate. A rejection holds until something other
 * than noise changes. One of what had been approved withdraws the approval: it
 * holds until something material changes, or a person decides anew.
 */
export function approvalStanding(
  latest: ApprovalSubject | undefined,
  { baseline, rejection }: ApprovalHistory,
): ApprovalStanding {
  if (!latest) {
    return { status: 'unknown', changes: [], material: 0 };
  }
  const changes = baseline ? changesBetween(baseline, latest) : [];
  const material = changes.filter(isMaterial).length;
  const isWithdrawn =
    baseline !== undefined && rejection?.material === 0 && material === 0;
  const isRejected =
    rejection !== undefined &&
    (isWithdrawn ||
      changesBetween(rejection.subject, latest).every(
        ({ verdict }) => verdict === 'none',
      ));
  if (isRejected) {
    return { status: 'rejected', changes, material };
  }
  if (!baseline) {
    return { status: 'never-approved', changes, material };
  }
  return {
    status: material > 0 ? 're-approval-needed' : 'approved',
    changes,
    material,
  };
}
