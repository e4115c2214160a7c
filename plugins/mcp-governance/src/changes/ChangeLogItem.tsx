import { Link } from '@backstage/core-components';
import ExpandMoreIcon from '@mui/icons-material/ExpandMore';
import ExpandLessIcon from '@mui/icons-material/ExpandLess';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { ChangeLogEntry } from 'backstage-plugin-mcp-governance-common';
import { useState } from 'react';
import { ServerName } from '../api/GovernanceApi';
import { SnapshotPair } from '../comparison/SnapshotComparison';
import { revealHidden } from '../comparison/revealHidden';
import { listItem } from '../layout/listItem';
import { Team } from '../servers/cells';
import { StatusChip } from '../status/StatusChip';
import { Time } from '../status/Time';
import { verdictLooks } from '../status/statuses';
import { ChangesBySubject } from './ChangesBySubject';
import { groupBySubject } from './groupBySubject';
import { shortHash } from './shortHash';
import { useDriftTabLink } from './useDriftTabLink';
import { verdictWords } from './verdictWords';

const causes = {
  snapshot: 'the server answered otherwise',
  entry: 'the entry was changed',
};

function pairOf(entry: ChangeLogEntry): SnapshotPair | undefined {
  const { cause, namespace, name, before, after } = entry;
  return cause === 'snapshot'
    ? {
        server: { namespace, name },
        before,
        after,
        sides: { before: 'before', after: 'after' },
      }
    : undefined;
}

function Evidence({ entry }: { entry: ChangeLogEntry }) {
  const { cause, remote, before, after } = entry;
  return (
    <Typography
      variant="caption"
      color="text.secondary"
      component="p"
      sx={{ overflowWrap: 'anywhere' }}
    >
      {remote && `Answered by ${remote}. `}
      {cause === 'snapshot' ? 'Snapshot' : 'Revision of the entry'}{' '}
      <code>{shortHash(before)}</code> → <code>{shortHash(after)}</code>
    </Typography>
  );
}

/** What is said of the server in a log of several servers. */
function Server(props: {
  entry: ChangeLogEntry;
  onOpen: (server: ServerName) => void;
}) {
  const { entry, onOpen } = props;
  const driftTab = useDriftTabLink();
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 2,
        alignItems: 'baseline',
        minWidth: 0,
      }}
    >
      <Typography
        variant="subtitle1"
        component="h3"
        sx={{ minWidth: 0, overflowWrap: 'anywhere' }}
      >
        <Link to={driftTab(entry.entityRef)}>{entry.title}</Link>
      </Typography>
      <Team server={entry} isAlone />
      <Button size="small" onClick={() => onOpen(entry)} sx={{ py: 0 }}>
        How it stands
      </Button>
    </Box>
  );
}

/** What changed at one time: the worst of it at once, all of it on request. */
export function ChangeLogItem(props: {
  entry: ChangeLogEntry;
  /** Where to look at a server; absent in the log of one server. */
  onOpen?: (server: ServerName) => void;
}) {
  const { entry, onOpen } = props;
  const [isOpen, setOpen] = useState(false);
  const { changes, counts } = entry;
  const count = Object.values(counts).reduce((sum, one) => sum + one, 0);
  const [worst] = groupBySubject(changes);
  return (
    <Box component="li" sx={listItem}>
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: {
            xs: 'minmax(0, 1fr)',
            sm: '120px minmax(0, 1fr)',
          },
          columnGap: 2,
          rowGap: 0.5,
        }}
      >
        <div>
          <StatusChip look={verdictLooks[entry.verdict]} />
        </div>
        <Box sx={{ minWidth: 0 }}>
          {onOpen && <Server entry={entry} onOpen={onOpen} />}
          {worst && (
            <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
              {revealHidden(worst.changes[0].explanation)}
            </Typography>
          )}
          <Typography variant="body2" color="text.secondary">
            <Time iso={entry.at} /> · {causes[entry.cause]} ·{' '}
            {verdictWords(counts)}
          </Typography>
          <Button
            size="small"
            aria-expanded={isOpen}
            endIcon={isOpen ? <ExpandLessIcon /> : <ExpandMoreIcon />}
            onClick={() => setOpen(!isOpen)}
            sx={{ ml: -0.5 }}
          >
            {isOpen ? 'Hide' : 'Show'}{' '}
            {count === 1 ? 'the change' : `all ${count} changes`}
          </Button>
        </Box>
      </Box>
      {isOpen && (
        <Box sx={{ pl: { sm: 17 } }}>
          <ChangesBySubject changes={changes} pair={pairOf(entry)} />
          {entry.isAbridged && (
            <Typography variant="body2" color="text.secondary">
              Not everything is listed here: it is too much. The changelog that
              can be downloaded on the server’s tab Drift has all of it.
            </Typography>
          )}
          <Evidence entry={entry} />
        </Box>
      )}
    </Box>
  );
}
