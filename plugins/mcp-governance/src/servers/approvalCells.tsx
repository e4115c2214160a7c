import Box from '@mui/material/Box';
import { StatusChip } from '../status/StatusChip';
import { approvalLooks } from '../status/statuses';
import { ChipProps, DriftChip } from './cells';

/** How what is live stands against what was approved, and what that means. */
export function ApprovalChip({ server, tabIndex, isAlone }: ChipProps) {
  const { status, material } = server.approval;
  const look = approvalLooks[status];
  return (
    <StatusChip
      look={
        isAlone && status === 'unknown'
          ? { ...look, word: `approval ${look.word}` }
          : look
      }
      reason={
        {
          approved: 'Nothing material differs from what was approved last.',
          're-approval-needed': `${material} material ${
            material === 1 ? 'change' : 'changes'
          } since the baseline, which nobody has approved yet.`,
          rejected: 'Somebody looked at what is live now and rejected it.',
          'never-approved': 'Nobody has approved anything of this server yet.',
          unknown: 'Nothing was observed yet, so there is nothing to approve.',
        }[status]
      }
      tabIndex={tabIndex}
    />
  );
}

/** Drift, and what somebody has to decide because of it. */
export function DriftAndApproval(props: ChipProps) {
  const { status } = props.server.approval;
  const isPending = status === 're-approval-needed' || status === 'rejected';
  return (
    <Box
      sx={{
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'flex-start',
        gap: 0.5,
        minWidth: 0,
      }}
    >
      <DriftChip {...props} />
      {isPending && <ApprovalChip {...props} />}
    </Box>
  );
}
