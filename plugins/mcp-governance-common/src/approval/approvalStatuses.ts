/** How a server stands at the change gate. */
export const approvalStatuses = [
  /** Nothing was ever approved. */
  'never-approved',
  /** What is live differs from the baseline in nothing material. */
  'approved',
  're-approval-needed',
  /** What is live now was looked at by a person and rejected. */
  'rejected',
  /** Nothing was observed yet, so there is nothing to approve. */
  'unknown',
] as const;
export type ApprovalStatus = (typeof approvalStatuses)[number];
