import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import Skeleton from '@mui/material/Skeleton';
import { ApprovalCard } from '../approval/ApprovalCard';
import { useDrift, useServer } from '../api/queries';
import { ServerChangeLog } from '../changes/ServerChangeLog';
import { useEntityServer } from '../entity/useEntityServer';
import { Stack } from '../layout/Stack';
import { Loaded } from '../loading/Loaded';
import { LookAgain } from '../servers/LookAgain';
import { UploadedNotice } from '../uploadTokens/UploadedNotice';
import { CorrectedBlock } from './CorrectedBlock';
import { DriftStanding } from './DriftStanding';
import { ObservationTable } from './ObservationTable';

/** What was approved of a server, where it stands now, and how it got there. */
export function DriftTab() {
  const server = useEntityServer();
  const detail = useServer(server);
  const query = useDrift(server);
  return (
    <Stack>
      <UploadedNotice server={server} />
      <ApprovalCard server={server} />
      <EntityInfoCard title="Entry against live server">
        <Loaded
          query={query}
          failure="The drift could not be loaded"
          skeleton={<Skeleton variant="rounded" height={240} />}
        >
          {drift => (
            <DriftStanding
              drift={drift}
              action={detail.data && <LookAgain detail={detail.data} />}
            />
          )}
        </Loaded>
      </EntityInfoCard>
      {query.data?.correctedBlock && (
        <CorrectedBlock text={query.data.correctedBlock} />
      )}
      <ServerChangeLog server={server} />
      <ObservationTable server={server} />
    </Stack>
  );
}
