import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import { Approval } from 'backstage-plugin-mcp-governance-common';
import { Proposal } from './Proposal';

function isBaseline({ baseline, latest, status }: Approval): boolean {
  return (
    status === 'approved' &&
    baseline?.pair.snapshot === latest?.snapshot &&
    baseline?.pair.entryRevision === latest?.entryRevision
  );
}

/** Why a decision cannot be taken; none where it can. */
function obstacle(
  approval: Approval,
  decision: Proposal['decision'],
): string | undefined {
  if (approval.cannotDecide !== null) {
    return approval.cannotDecide;
  }
  if (approval.latest === null) {
    return 'Nothing was observed yet, so there is nothing to decide about.';
  }
  return decision === 'approved' && isBaseline(approval)
    ? 'What is live is the baseline already.'
    : undefined;
}

const buttons = [
  {
    decision: 'rejected',
    word: 'Reject',
    variant: 'outlined',
    colour: 'error',
  },
  {
    decision: 'approved',
    word: 'Approve',
    variant: 'contained',
    colour: 'primary',
  },
] as const;

function textColour(decision: Proposal['decision'], reason?: string) {
  if (reason !== undefined) {
    return { color: 'text.secondary' };
  }
  return decision === 'rejected' ? { color: 'text.primary' } : undefined;
}

/** Approve or reject what is live; where one may not, why. */
export function DecideButtons(props: {
  approval: Approval;
  onDecide: (decision: Proposal['decision']) => void;
}) {
  const { approval, onDecide } = props;
  return (
    <Box sx={{ display: 'flex', gap: 1 }}>
      {buttons.map(({ decision, word, variant, colour }) => {
        const reason = obstacle(approval, decision);
        return (
          <Tooltip key={decision} title={reason ?? ''} describeChild>
            <Button
              size="small"
              // Not `disabled`: the reason is there for whoever comes by keyboard, too.
              aria-disabled={reason !== undefined}
              variant={reason === undefined ? variant : 'outlined'}
              color={reason === undefined ? colour : 'inherit'}
              // The colour marks the border; words keep the contrast of text.
              sx={textColour(decision, reason)}
              onClick={
                reason === undefined ? () => onDecide(decision) : undefined
              }
            >
              {word}
            </Button>
          </Tooltip>
        );
      })}
    </Box>
  );
}
