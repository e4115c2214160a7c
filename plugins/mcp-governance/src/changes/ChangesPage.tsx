import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useState } from 'react';
import { ChangeLogNarrowing } from '../api/GovernanceApi';
import { useChangeLog } from '../api/changeQueries';
import { Loaded } from '../loading/Loaded';
import { Nothing } from '../loading/Nothing';
import { ServerDrawer } from '../servers/ServerDrawer';
import { ChangeFilters } from './ChangeFilters';
import { ChangeLog, ChangeLogSkeleton } from './ChangeLog';
import { FeedDialog } from './FeedDialog';
import { countNarrowings, useChangeLogState } from './useChangeLogState';

const everything: ChangeLogNarrowing = {
  verdict: undefined,
  owner: undefined,
  server: undefined,
  mine: undefined,
  from: undefined,
  to: undefined,
};

function NoChanges(props: { isNarrowed: boolean; onShowAll: () => void }) {
  return props.isNarrowed ? (
    <Nothing
      title="No change matches"
      action={
        <Button variant="outlined" onClick={props.onShowAll}>
          Show all changes
        </Button>
      }
    />
  ) : (
    <Nothing title="Nothing changed yet">
      Every time a server answers otherwise than before, or its entry changes in
      what was approved, it is listed here with whom it breaks. There is nothing
      to do for it: servers are looked at on a schedule.
    </Nothing>
  );
}

/** What changed lately in the fleet, and whom it breaks. */
export function ChangesPage() {
  const { narrowing, openServer, narrow, open, close } = useChangeLogState();
  const isNarrow = useMediaQuery(useTheme().breakpoints.down('sm'), {
    noSsr: true,
  });
  const log = useChangeLog(narrowing);
  const [isSubscribing, setSubscribing] = useState(false);
  return (
    <Box sx={{ px: { xs: 2, sm: 3 }, pb: 3, minWidth: 0 }}>
      <ChangeFilters
        narrowing={narrowing}
        onChange={narrow}
        onSubscribe={() => setSubscribing(true)}
        isNarrow={isNarrow}
      />
      <Loaded
        query={log}
        failure="The changes could not be loaded"
        skeleton={<ChangeLogSkeleton rows={5} />}
      >
        {({ entries, totalItems }) =>
          entries.length === 0 ? (
            <NoChanges
              isNarrowed={countNarrowings(narrowing) > 0}
              onShowAll={() => narrow(everything)}
            />
          ) : (
            <Box
              component="section"
              aria-label="Changes"
              aria-busy={log.isPlaceholderData}
              sx={{
                bgcolor: 'background.paper',
                borderRadius: 1,
                p: { xs: 1.5, sm: 2 },
                opacity: log.isPlaceholderData ? 0.6 : 1,
              }}
            >
              <ChangeLog
                entries={entries}
                totalItems={totalItems}
                heading="h2"
                onOpen={open}
                isReadingOn={log.isFetchingNextPage}
                onReadOn={
                  log.hasNextPage ? () => log.fetchNextPage() : undefined
                }
              />
            </Box>
          )
        }
      </Loaded>
      <FeedDialog
        narrowing={narrowing}
        isOpen={isSubscribing}
        onClose={() => setSubscribing(false)}
      />
      <ServerDrawer open={openServer} onClose={close} />
    </Box>
  );
}
