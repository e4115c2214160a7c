import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import Skeleton from '@mui/material/Skeleton';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TablePagination from '@mui/material/TablePagination';
import TableRow from '@mui/material/TableRow';
import { Observation } from 'backstage-plugin-mcp-governance-common';
import { useState } from 'react';
import { ServerName } from '../api/GovernanceApi';
import { useObservations } from '../api/queries';
import { ScrollTable } from '../layout/ScrollTable';
import { Loaded } from '../loading/Loaded';
import { StatusChip } from '../status/StatusChip';
import { Time } from '../status/Time';
import { StatusLook, healthLooks } from '../status/statuses';

const PAGE_SIZE = 10;

const outcomeLooks: Record<Observation['outcome'], StatusLook> = {
  observed: { ...healthLooks.healthy, word: 'observed' },
  'partly-observed': { ...healthLooks.degraded, word: 'partly observed' },
  failed: { ...healthLooks.unreachable, word: 'failed' },
};

const askers: Record<Observation['trigger'], string> = {
  schedule: 'the schedule',
  person: 'a person',
  upload: 'nobody: uploaded',
};

/** Every attempt to talk to the server, newest first. */
export function ObservationTable({ server }: { server: ServerName }) {
  const [page, setPage] = useState(0);
  const query = useObservations(server, {
    limit: PAGE_SIZE,
    offset: page * PAGE_SIZE,
  });
  return (
    <EntityInfoCard title="Observations">
      <Loaded
        query={query}
        failure="The observations could not be loaded"
        skeleton={<Skeleton variant="rounded" height={240} />}
      >
        {({ items, totalItems }) => (
          <>
            <ScrollTable label="Observations" minWidth={760}>
              <TableHead>
                <TableRow>
                  <TableCell>When</TableCell>
                  <TableCell>Outcome</TableCell>
                  <TableCell>Reason</TableCell>
                  <TableCell>Endpoint</TableCell>
                  <TableCell>Asked by</TableCell>
                  <TableCell align="right">Took</TableCell>
                </TableRow>
              </TableHead>
              <TableBody>
                {items.map(item => (
                  <TableRow key={`${item.observedAt} ${item.remote.url}`}>
                    <TableCell sx={{ whiteSpace: 'nowrap' }}>
                      <Time iso={item.observedAt} />
                    </TableCell>
                    <TableCell>
                      <StatusChip look={outcomeLooks[item.outcome]} />
                    </TableCell>
                    <TableCell>{item.failure?.message ?? '–'}</TableCell>
                    <TableCell sx={{ overflowWrap: 'anywhere' }}>
                      {item.remote.url}
                    </TableCell>
                    <TableCell>{askers[item.trigger]}</TableCell>
                    <TableCell
                      align="right"
                      sx={{
                        fontVariantNumeric: 'tabular-nums',
                        whiteSpace: 'nowrap',
                      }}
                    >
                      {item.durationMs} ms
                    </TableCell>
                  </TableRow>
                ))}
                {items.length === 0 && (
                  <TableRow>
                    <TableCell colSpan={6}>
                      Nobody has talked to the server yet.
                    </TableCell>
                  </TableRow>
                )}
              </TableBody>
            </ScrollTable>
            {totalItems > PAGE_SIZE && (
              <TablePagination
                component="div"
                count={totalItems}
                page={page}
                rowsPerPage={PAGE_SIZE}
                rowsPerPageOptions={[PAGE_SIZE]}
                onPageChange={(_, next) => setPage(next)}
              />
            )}
          </>
        )}
      </Loaded>
    </EntityInfoCard>
  );
}
