import { CodeSnippet } from '@backstage/core-components';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import {
  Drift,
  LocatedDisagreement,
} from 'backstage-plugin-mcp-governance-common';
import { useDrift, useServer } from '../api/queries';
import { useEntityServer } from '../entity/useEntityServer';
import { Loaded } from '../loading/Loaded';
import { LookAgain } from '../servers/LookAgain';
import { StatusChip } from '../status/StatusChip';
import { Time } from '../status/Time';
import { driftLooks } from '../status/statuses';
import { DisagreementGroup } from './DisagreementGroup';
import { DisagreementItem } from './DisagreementItem';
import { ObservationTable } from './ObservationTable';
import { SnapshotHistory } from './SnapshotHistory';

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

/** Where entry and server disagree, and the block to copy. */
export function DriftStanding({ drift }: { drift: Drift }) {
  const { status, disagreements, unknown, correctedBlock } = drift;
  return (
    <>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', mb: 1 }}>
        <StatusChip
          look={driftLooks[status]}
          detail={disagreements.length > 0 ? disagreements.length : undefined}
        />
        {drift.observedAt && (
          <Typography variant="body2" color="text.secondary">
            as of <Time iso={drift.observedAt} />
          </Typography>
        )}
      </Box>
      {unknown.map(reason => (
        <Alert key={reason} severity="info" sx={{ mb: 1 }}>
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
      {correctedBlock && (
        <Box component="section" sx={{ mt: 3 }}>
          <Typography variant="h6" component="h2">
            Corrected block
          </Typography>
          <Typography variant="body2" color="text.secondary" gutterBottom>
            These fields below <code>spec.governance</code> would agree with the
            live server. Read the comments before you copy: the server’s word
            alone proves nothing.
          </Typography>
          <CodeSnippet
            language="yaml"
            text={correctedBlock}
            showCopyCodeButton
          />
        </Box>
      )}
    </>
  );
}

/** The standing disagreements of a server, and how it got there. */
export function DriftTab() {
  const server = useEntityServer();
  const detail = useServer(server);
  const query = useDrift(server);
  return (
    <>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          justifyContent: 'space-between',
          gap: 2,
        }}
      >
        <Typography variant="h6" component="h2">
          Entry against live server
        </Typography>
        {detail.data && <LookAgain detail={detail.data} />}
      </Box>
      <Loaded
        query={query}
        failure="The drift could not be loaded"
        skeleton={<Skeleton variant="rounded" height={240} />}
      >
        {drift => <DriftStanding drift={drift} />}
      </Loaded>
      <SnapshotHistory server={server} />
      <ObservationTable server={server} />
    </>
  );
}
