import ExpandLessIcon from '@mui/icons-material/ExpandLess';
import ExpandMoreIcon from '@mui/icons-material/ExpandMore';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { ServerName } from '../api/GovernanceApi';
import { useDecisions } from '../api/changeQueries';
import { verdictWords } from '../changes/verdictWords';
import { listItem } from '../layout/listItem';
import { Loaded } from '../loading/Loaded';
import { StatusChip } from '../status/StatusChip';
import { decisionLooks } from '../status/statuses';
import { DecisionText } from './DecisionText';

function Decisions({ server }: { server: ServerName }) {
  const query = useDecisions(server);
  return (
    <Loaded
      query={query}
      failure="The decisions could not be loaded"
      skeleton={<Skeleton variant="rounded" height={64} />}
    >
      {({ items }) => (
        <Box
          component="ul"
          aria-label="Decisions"
          sx={{ listStyle: 'none', m: 0, p: 0 }}
        >
          {items.map(decision => (
            <Box component="li" key={decision.id} sx={listItem}>
              <StatusChip look={decisionLooks[decision.decision]} />
              <Typography
                variant="body2"
                component="div"
                sx={{ overflowWrap: 'anywhere', mt: 0.5 }}
              >
                <DecisionText decision={decision} />
                {verdictWords(decision.counts) &&
                  `Decided about: ${verdictWords(decision.counts)}`}
              </Typography>
            </Box>
          ))}
        </Box>
      )}
    </Loaded>
  );
}

/** Every decision about a server, on request. */
export function DecisionList({ server }: { server: ServerName }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Box sx={{ mt: 1 }}>
      <Button
        size="small"
        aria-expanded={isOpen}
        endIcon={isOpen ? <ExpandLessIcon /> : <ExpandMoreIcon />}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? 'Hide' : 'Show'} all decisions
      </Button>
      {isOpen && <Decisions server={server} />}
    </Box>
  );
}
