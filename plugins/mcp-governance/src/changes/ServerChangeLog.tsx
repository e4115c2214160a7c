import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import {
  MOST_PER_PAGE,
  SnapshotPage,
} from 'backstage-plugin-mcp-governance-common';
import { useState } from 'react';
import { ServerName } from '../api/GovernanceApi';
import { useServerChangeLog } from '../api/changeQueries';
import { useSnapshots } from '../api/queries';
import { Loaded } from '../loading/Loaded';
import { Nothing } from '../loading/Nothing';
import { Time } from '../status/Time';
import { ChangeLog, ChangeLogSkeleton } from './ChangeLog';
import { ChangelogDownload } from './ChangelogDownload';
import { VerdictField } from './VerdictField';

function NoChanges(props: { snapshots?: SnapshotPage; isNarrowed: boolean }) {
  const { snapshots, isNarrowed } = props;
  if (isNarrowed) {
    return <Nothing title="No change has this verdict" />;
  }
  const first = snapshots?.items[snapshots.items.length - 1];
  return first ? (
    <Typography>
      Nothing changed since the server was first seen{' '}
      <Time iso={first.firstSeenAt} />.
    </Typography>
  ) : (
    <Nothing title="Nothing was seen yet">
      Once the live server has answered, every change of its answers is listed
      here.
    </Nothing>
  );
}

/** What changed in one server over time, and all of it as a text to be kept. */
export function ServerChangeLog({ server }: { server: ServerName }) {
  const [verdict, setVerdict] = useState<string[]>();
  const log = useServerChangeLog(server, { verdict });
  const snapshots = useSnapshots(server, { limit: MOST_PER_PAGE, offset: 0 });
  return (
    <EntityInfoCard
      title="Change log"
      headerActions={
        <Box sx={{ display: 'flex', width: 180 }}>
          <VerdictField value={verdict} onChange={setVerdict} />
        </Box>
      }
    >
      <Loaded
        query={snapshots}
        failure="The snapshots could not be loaded"
        skeleton={<Skeleton variant="rounded" height={40} sx={{ mb: 2 }} />}
      >
        {({ items }) =>
          items.length > 0 && (
            <ChangelogDownload server={server} arrivals={items} />
          )
        }
      </Loaded>
      <Loaded
        query={log}
        failure="The change log could not be loaded"
        skeleton={<ChangeLogSkeleton rows={2} />}
      >
        {({ entries, totalItems }) =>
          entries.length === 0 ? (
            <NoChanges
              snapshots={snapshots.data}
              isNarrowed={verdict !== undefined}
            />
          ) : (
            <ChangeLog
              entries={entries}
              totalItems={totalItems}
              heading="h4"
              isReadingOn={log.isFetchingNextPage}
              onReadOn={log.hasNextPage ? () => log.fetchNextPage() : undefined}
            />
          )
        }
      </Loaded>
    </EntityInfoCard>
  );
}
