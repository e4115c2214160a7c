import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Approval } from 'backstage-plugin-mcp-governance-common';
import { ReactNode } from 'react';
import { countVerdicts } from '../changes/countVerdicts';
import { shortHash } from '../changes/shortHash';
import { verdictWords } from '../changes/verdictWords';
import { Fact } from '../layout/Facts';
import { StatusChip } from '../status/StatusChip';
import { Time } from '../status/Time';
import { approvalLooks } from '../status/statuses';
import { DecisionText } from './DecisionText';

function sentenceOf(approval: Approval, healthReason?: string | null): string {
  const { material, changes } = approval;
  switch (approval.status) {
    case 'never-approved':
      return 'Nobody has approved anything of this server yet. Approved, what it answers now becomes the baseline that everything later is compared with.';
    case 'approved':
      return changes.length > 0
        ? 'What changed since the baseline is not material, so the approval holds.'
        : 'What is live is what was approved.';
    case 're-approval-needed':
      return `${material} of ${changes.length} ${
        changes.length === 1 ? 'change' : 'changes'
      } since the baseline ${
        material === 1 ? 'is' : 'are'
      } material: until somebody approves, the server counts as not approved.`;
    case 'rejected':
      return 'What is live now was looked at and rejected. It stays so until the server answers otherwise, or somebody approves it.';
    default:
      return `Nothing was observed yet, so there is nothing to approve.${
        healthReason ? ` ${healthReason}` : ''
      }`;
  }
}

/** How a server stands against what was approved, and who decided so. */
export function ApprovalStanding(props: {
  approval: Approval;
  /** Why the server could not be observed, where it could not. */
  healthReason?: string | null;
  action: ReactNode;
}) {
  const { approval, healthReason, action } = props;
  const { status, baseline, lastDecision, latest, changes, material } =
    approval;
  return (
    <>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          gap: 1,
          alignItems: 'center',
          mb: 1,
        }}
      >
        <StatusChip
          look={approvalLooks[status]}
          detail={material > 0 ? material : undefined}
        />
        {changes.length > 0 && (
          <Typography variant="body2" color="text.secondary">
            {verdictWords(countVerdicts(changes))} since the baseline
          </Typography>
        )}
        <Box sx={{ ml: 'auto' }}>{action}</Box>
      </Box>
      <Typography variant="body2" sx={{ mb: 1, overflowWrap: 'anywhere' }}>
        {sentenceOf(approval, healthReason)}
      </Typography>
      {approval.cannotDecide && (
        <Typography variant="body2" color="text.secondary" sx={{ mb: 1 }}>
          You cannot decide: {approval.cannotDecide}
        </Typography>
      )}
      <Box component="dl" sx={{ m: 0 }}>
        <Fact name="Baseline">
          {baseline ? <DecisionText decision={baseline} /> : 'none yet'}
        </Fact>
        {lastDecision && lastDecision.id !== baseline?.id && (
          <Fact name="Last decision">
            <DecisionText decision={lastDecision} />
          </Fact>
        )}
        {latest && (
          <Fact name="Live now">
            seen <Time iso={latest.observedAt} />
            <Typography variant="caption" color="text.secondary" component="p">
              snapshot <code>{shortHash(latest.snapshot)}</code>, entry{' '}
              <code>{shortHash(latest.entryRevision)}</code>
            </Typography>
          </Fact>
        )}
      </Box>
    </>
  );
}
