import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { ChangeLogEntry } from 'backstage-plugin-mcp-governance-common';
import { DateTime } from 'luxon';
import { ServerName } from '../api/GovernanceApi';
import { ChangeLogItem } from './ChangeLogItem';
import { groupByDay } from './groupByDay';

/** In place of a change log that is not there yet. */
export function ChangeLogSkeleton({ rows }: { rows: number }) {
  return (
    <Box aria-busy="true">
      <Typography variant="h6" component="p">
        <Skeleton width={260} />
      </Typography>
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} variant="rounded" height={104} sx={{ mb: 1 }} />
      ))}
    </Box>
  );
}

/** Entries of a change log under their days, newest first. */
export function ChangeLog(props: {
  entries: ChangeLogEntry[];
  totalItems: number;
  /** The heading of a day; one below that of what the log stands in. */
  heading: 'h2' | 'h4';
  /** Where to look at a server; absent in the log of one server. */
  onOpen?: (server: ServerName) => void;
  /** Absent where everything was read. */
  onReadOn?: () => void;
  isReadingOn: boolean;
}) {
  const { entries, totalItems, heading, onOpen, onReadOn, isReadingOn } = props;
  return (
    <>
      {groupByDay(entries, DateTime.now()).map(day => (
        <Box component="section" key={day.date} sx={{ mb: 2 }}>
          <Typography variant="h6" component={heading} sx={{ m: 0 }}>
            {day.title}
          </Typography>
          <Box
            component="ul"
            aria-label={day.title}
            sx={{ listStyle: 'none', m: 0, p: 0 }}
          >
            {day.entries.map(entry => (
              <ChangeLogItem key={entry.id} entry={entry} onOpen={onOpen} />
            ))}
          </Box>
        </Box>
      ))}
      {onReadOn && (
        <Button
          aria-disabled={isReadingOn}
          onClick={isReadingOn ? undefined : onReadOn}
        >
          {isReadingOn
            ? 'Reading on …'
            : `Show older (${totalItems - entries.length})`}
        </Button>
      )}
    </>
  );
}
