import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import {
  Drift,
  LocatedDisagreement,
} from 'backstage-plugin-mcp-governance-common';
import { ReactNode } from 'react';
import { StatusChip } from '../status/StatusChip';
import { Time } from '../status/Time';
import { driftLooks } from '../status/statuses';
import { DisagreementGroup } from './DisagreementGroup';
import { DisagreementItem } from './DisagreementItem';

/** Disagreements of one kind together, in the order in which the kinds come up. */
function groupByKind(
  disagreements: LocatedDisagreement[],
): LocatedDisagreement[][] {
  const groups = new Map<string, LocatedDisagreement[]>();
  for (const one of disagreements) {
    groups.set(one.kind, [...(groups.get(one.kind) ?? []), one]);
  }
  return [...groups.values()];
}

/** Where entry and server disagree. */
export function DriftStanding(props: { drift: Drift; action?: ReactNode }) {
  const { drift, action } = props;
  const { status, disagreements, unknown } = drift;
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
          look={driftLooks[status]}
          detail={disagreements.length > 0 ? disagreements.length : undefined}
        />
        {drift.observedAt && (
          <Typography variant="body2" color="text.secondary">
            as of <Time iso={drift.observedAt} />
          </Typography>
        )}
        <Box sx={{ ml: 'auto' }}>{action}</Box>
      </Box>
      {unknown.map(reason => (
        <Alert
          key={reason}
          severity="info"
          sx={{ mb: 1, overflowWrap: 'anywhere' }}
        >
          {reason}
        </Alert>
      ))}
      {status === 'in-sync' && (
        <Typography>The entry agrees with the live server.</Typography>
      )}
      {disagreements.length > 0 && (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {groupByKind(disagreements).map(group =>
            group.length === 1 ? (
              <DisagreementItem key={group[0].kind} disagreement={group[0]} />
            ) : (
              <DisagreementGroup key={group[0].kind} group={group} />
            ),
          )}
        </Box>
      )}
    </>
  );
}
